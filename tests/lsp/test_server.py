from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from editor import CARD, Editor, applied, in_text

#: A key that is unknown in line 14, and a blank behind a continuation in line 36.
SPOILT = CARD.replace("supported:", "suported:").replace('"en") \\\n', '"en") \\ \n')


def rules(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["code"] for finding in findings]


def the(findings: list[dict[str, Any]], rule: str) -> dict[str, Any]:
    (finding,) = [finding for finding in findings if finding["code"] == rule]
    return finding


def put(hub: Path, text: str, name: str = "2024-05-17-news_topic_example_en") -> Path:
    path = hub / "cards" / f"{name}.md"
    path.write_bytes(text.encode())
    return path


def everywhere(text: str) -> dict[str, Any]:
    return {"start": {"line": 0, "character": 0}, "end": {"line": text.count("\n") + 1, "character": 0}}


def test_findings_appear_and_go_while_the_card_is_edited(editor: Editor, hub: Path) -> None:
    path = put(hub, CARD)
    assert editor.open(path) == []
    line = CARD.split("\n").index("supported: true")
    start = {"line": line, "character": 0}
    editor.change(path, {"range": {"start": start, "end": {"line": line, "character": 9}}, "text": "suported"})
    finding = the(editor.findings(path), "FM003")
    assert finding == {
        "range": {"start": start, "end": {"line": line, "character": 8}},
        "severity": 2,
        "code": "FM003",
        "source": "modelhub",
        "message": "unknown key `suported`\ndid you mean `supported`?",
    }
    editor.change(path, {"range": finding["range"], "text": "supported"})
    assert editor.findings(path) == []


def test_a_closed_file_has_no_findings(editor: Editor, hub: Path) -> None:
    path = put(hub, SPOILT)
    assert rules(editor.open(path)) == ["FM003", "PY002"]
    editor.tell("textDocument/didClose", textDocument={"uri": path.as_uri()})
    assert editor.published(path, None) == []


def test_each_open_file_has_its_own(editor: Editor, hub: Path) -> None:
    one, other = put(hub, SPOILT), put(hub, CARD, "2024-05-17-other_en")
    assert rules(editor.open(one)) == ["FM003", "PY002"]
    assert rules(editor.open(other)) == ["FM007"]
    assert rules(editor.write(other, SPOILT)) == ["FM007", "FM003", "PY002"]
    assert editor.write(one, CARD) == []


def test_what_compares_cards_is_left_to_the_command(editor: Editor, hub: Path) -> None:
    text = CARD.replace("supported: true", "supported: true\ndeprecated: true  # modelhub: ignore HB003 -- none yet")
    put(hub, text, "2024-05-17-copy_en")
    assert editor.open(put(hub, text)) == []


def test_the_labels_of_the_model_are_known_in_a_hub(editor: Editor, hub: Path) -> None:
    model = hub / "models" / "topic"
    model.mkdir(parents=True)
    labels = {"0": "World", "1": "Sports", "2": "Business"}
    (model / "config.json").write_text(json.dumps({"id2label": labels}))
    path = put(hub, CARD.replace("supported: true", "supported: true\nverify: {source: path:models/topic}"))
    (finding,) = editor.open(path)
    assert (finding["code"], finding["message"]) == ("LA001", "the model has no label `Sci/Tech`")

    (model / "config.json").write_text(json.dumps({"id2label": labels | {"3": "Sci/Tech"}}))
    editor.tell("textDocument/didSave", textDocument={"uri": path.as_uri()})
    assert editor.findings(path) == []


def test_typing_is_not_followed_letter_by_letter(editor: Editor, hub: Path) -> None:
    path = put(hub, CARD)
    editor.open(path)
    already = len(editor.heard)
    for number in range(30):
        editor.change(path, {"text": CARD.replace("name: news", f"name: {number}news")})
    assert "MI004" in rules(editor.findings(path))
    assert len(editor.heard) - already < 15


#: An emoji, a letter with a combining accent, and an emoji that is joined of two, before a misspelt word.
MANY_UNITS = CARD.replace("Sorts a short", "\U0001f680 Cafe\u0301 \U0001f469\u200d\U0001f52c sentense. Sorts a short")


def test_places_are_counted_in_units_of_utf_16(editor: Editor, hub: Path) -> None:
    assert editor.server["capabilities"]["positionEncoding"] == "utf-16"
    finding = the(editor.open(put(hub, MANY_UNITS)), "TX006")
    assert in_text(MANY_UNITS, finding["range"]) == "sentense"


def test_an_editor_may_prefer_utf_8_and_leaves_in_order(hub: Path) -> None:
    editor = Editor({"general": {"positionEncodings": ["utf-8", "utf-16"]}})
    try:
        assert editor.server["capabilities"]["positionEncoding"] == "utf-8"
        finding = the(editor.open(put(hub, MANY_UNITS)), "TX006")
        assert in_text(MANY_UNITS, finding["range"], "utf-8", 1) == "sentense"
        assert editor.leave() == (0, "")
    finally:
        editor.stop()


def test_fixing_all_gives_the_file_that_the_command_gives(editor: Editor, hub: Path, modelhub: Command) -> None:
    spoilt = SPOILT.replace("  type: cover", "type: cover").replace("\n", "\r\n")
    path = put(hub, spoilt)
    editor.open(path)
    (action,) = editor.actions(path, everywhere(spoilt), "source.fixAll")
    assert action["kind"] == "source.fixAll.modelhub"
    (document,) = action["edit"]["documentChanges"]
    assert document["textDocument"] == {"uri": path.as_uri(), "version": 1}
    modelhub("lint", "--fix", cwd=hub)
    assert applied(spoilt, action["edit"]).encode() == path.read_bytes() != spoilt.encode()
    assert rules(editor.write(path, applied(spoilt, action["edit"]))) == ["FM003"]
    assert editor.actions(path, everywhere(spoilt), "source.fixAll.modelhub") == []


def test_a_quick_fix_mends_its_own_finding_only(editor: Editor, hub: Path) -> None:
    path = put(hub, SPOILT)
    key, blank = editor.open(path)
    safe, *_ = editor.actions(path, blank["range"], "quickfix")
    assert (safe["title"], safe["isPreferred"]) == ("Fix PY002 blank-after-continuation", True)
    assert safe["diagnostics"] == [blank]
    assert applied(SPOILT, safe["edit"]) == SPOILT.replace("\\ \n", "\\\n")
    unsafe, *_ = editor.actions(path, key["range"], "quickfix")
    assert (unsafe["title"], unsafe["isPreferred"]) == (
        "Fix FM003 unknown-key (unsafe: may change what the card means)",
        False,
    )
    assert applied(SPOILT, unsafe["edit"]) == SPOILT.replace("suported", "supported")


def test_edits_are_for_the_text_as_it_stands_even_before_it_is_checked(editor: Editor, hub: Path) -> None:
    path = put(hub, SPOILT)
    editor.open(path)
    longer = SPOILT.replace("## Description\n", "## Description\n\nOne more line.\n")
    editor.change(path, {"text": longer})
    (action,) = editor.actions(path, everywhere(longer), "source.fixAll")
    (document,) = action["edit"]["documentChanges"]
    assert document["textDocument"]["version"] == 2
    assert applied(longer, action["edit"]) == longer.replace("\\ \n", "\\\n")


def test_a_finding_can_be_left_as_it_is(editor: Editor, hub: Path) -> None:
    path = put(hub, SPOILT)
    key, _ = editor.open(path)
    action = editor.actions(path, key["range"])[1]
    assert action["title"] == "Leave FM003 as it is, and say why"
    text = applied(SPOILT, action["edit"])
    assert text == SPOILT.replace("suported: true", "suported: true  # modelhub: ignore FM003 -- reason")
    assert rules(editor.write(path, text)) == ["PY002"]


def test_nothing_is_offered_where_nothing_is_wrong(editor: Editor, hub: Path) -> None:
    path = put(hub, CARD)
    editor.open(path)
    assert editor.actions(path, everywhere(CARD)) == []


def test_the_page_of_the_rule_is_shown_over_a_finding(editor: Editor, hub: Path) -> None:
    path = put(hub, SPOILT)
    key, _ = editor.open(path)
    document = {"uri": path.as_uri()}
    shown = editor.ask("textDocument/hover", textDocument=document, position=key["range"]["start"])
    assert shown["range"] == key["range"]
    assert shown["contents"]["kind"] == "markdown"
    assert shown["contents"]["value"].startswith("# FM003 unknown-key\n\nLevel: warning\n\nA key of the front matter")
    assert editor.ask("textDocument/hover", textDocument=document, position={"line": 0, "character": 0}) is None


def test_keys_and_values_are_proposed(editor: Editor, hub: Path) -> None:
    path = put(hub, CARD.replace("task: Text Classification", "task: Text C"))
    editor.open(path)
    position = {"line": 7, "character": 12}
    proposed = editor.ask("textDocument/completion", textDocument={"uri": path.as_uri()}, position=position)
    place = {"start": {"line": 7, "character": 6}, "end": position}
    assert {"range": place, "newText": "Text Classification"} in [item["textEdit"] for item in proposed]


def test_only_the_files_of_the_cards_folder_are_cards(editor: Editor, hub: Path) -> None:
    guide = hub / "guide.md"
    assert editor.open(guide, "# Guide\n") == []
    assert rules(editor.open(hub / "cards" / "readme.md", "# Guide\n")) == ["RD003"]


def test_without_a_hub_a_file_with_front_matter_is_a_card(editor: Editor, tmp_path: Path) -> None:
    assert editor.open(tmp_path / "notes.md", "# Notes\n") == []
    assert "FM001" in rules(editor.open(tmp_path / "card.md", "---\ntitle: A\n---\n"))


def test_the_configuration_is_read_again_when_it_changes(editor: Editor, hub: Path) -> None:
    config = hub / "modelhub.toml"
    path = put(hub, SPOILT)
    assert rules(editor.open(path)) == ["FM003", "PY002"]

    registered = [message["params"] for message in editor.heard if message.get("method") == "client/registerCapability"]
    ((registration,),) = [params["registrations"] for params in registered]
    assert registration["registerOptions"]["watchers"] == [{"globPattern": "**/{modelhub,pyproject}.toml"}]

    def configured(text: str) -> list[dict[str, Any]]:
        config.write_text(text)
        editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": config.as_uri(), "type": 2}])
        return editor.findings(path)

    assert rules(configured('[lint]\nselect = ["PY"]\nlevels = {PY002 = "info"}')) == ["PY002"]
    for broken, problem in (
        ("[lint]\nselct = []\n", "modelhub.toml: lint.selct: unknown key; did you mean `select`?"),
        ("[lint\n", "modelhub.toml: cannot be read as TOML: "),
        ('[lint]\nignore = ["PX001"]\n', "unknown rule `PX001`; did you mean"),
    ):
        (finding,) = configured(broken)
        assert finding["message"].startswith(problem)
        assert (finding["severity"], finding["range"]["start"]) == (1, {"line": 0, "character": 0})
        assert editor.actions(path, everywhere(SPOILT)) == []
    assert rules(configured('[lint]\nignore = ["SO", "BT", "FM", "HB001"]\n')) == ["PY002"]

    config.write_text('[lint]\nselect = ["FM003"]\n')
    editor.tell("textDocument/didSave", textDocument={"uri": path.as_uri()})
    assert rules(editor.findings(path)) == ["FM003"]


def test_an_editor_that_asks_for_diagnostics_gets_none_unasked(hub: Path) -> None:
    refresh = {"diagnostics": {"refreshSupport": True}}
    editor = Editor({"textDocument": {"diagnostic": {}}, "workspace": refresh})
    path = put(hub, SPOILT)
    document = {"uri": path.as_uri()}
    try:
        editor.tell("textDocument/didOpen", textDocument={**document, "languageId": "", "version": 1, "text": SPOILT})
        report = editor.ask("textDocument/diagnostic", textDocument=document)
        assert (report["kind"], rules(report["items"])) == ("full", ["FM003", "PY002"])
        (hub / "modelhub.toml").write_text('[lint]\nselect = ["PY"]\n')
        editor.tell("workspace/didChangeWatchedFiles", changes=[])
        report = editor.ask("textDocument/diagnostic", textDocument=document)
        assert rules(report["items"]) == ["PY002"]
        methods = [message.get("method") for message in editor.heard]
        assert "workspace/diagnostic/refresh" in methods
        assert "textDocument/publishDiagnostics" not in methods
    finally:
        editor.stop()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "---\n",
        "---\n- a\n---\n",
        "---\ntitle: \ud83d\n---\n\ud83d",
        "---\na: &a [x]\n" + "".join(f"k{n}: [*a, *a]\n" for n in range(60)) + "---\n",
        "---\ntitle: a\n---\n```python\n" + "(" * 5_000 + "\n```\n",
        "---\ntitle: a\n---\n" + "a" * 600_000,
        "---\ntitle: a\n---\n## How to use\n```python\n__import__('os')._exit(3)\n```\n",
    ],
    ids=["empty", "nul", "open", "list", "half a pair", "aliases", "brackets", "large", "code"],
)
def test_no_card_ends_the_server(editor: Editor, hub: Path, text: str) -> None:
    path = hub / "cards" / "hostile.md"
    assert editor.open(path, text)
    editor.actions(path, everywhere(text))
    editor.ask("textDocument/hover", textDocument={"uri": path.as_uri()}, position={"line": 0, "character": 0})
    assert editor.write(path, SPOILT)


def test_nothing_that_an_editor_does_wrong_ends_the_server(editor: Editor, hub: Path) -> None:
    unknown = {"uri": (hub / "cards" / "never_opened.md").as_uri(), "version": 3}
    editor.tell("textDocument/didChange", textDocument=unknown, contentChanges=[{"text": "a"}])
    editor.tell("textDocument/didSave", textDocument=unknown)
    editor.tell("textDocument/didClose", textDocument={"uri": "untitled:Untitled-1"})
    editor.tell("no/such/method", a=1)
    assert editor.actions(hub / "cards" / "never_opened.md", everywhere("")) == []
    assert rules(editor.open(put(hub, SPOILT))) == ["FM003", "PY002"]


def test_it_ends_when_its_editor_has_gone() -> None:
    vanished, rude = Editor(), Editor()
    assert vanished.process.stdin
    vanished.process.stdin.close()
    assert vanished.gone() == (1, "")
    rude.tell("exit")
    assert rude.gone() == (1, "")
