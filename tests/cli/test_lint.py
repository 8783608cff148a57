"""``modelhub lint`` as a user meets it: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]

SOUND = """\
---
title: News topics
name: news_topic
date: 2024-05-01
tags: [en, news]
task: Text Classification
language: en
edition: Spark NLP 5.3.0
spark_version: 3.0
---

## Description

Sorts news into four topics.

## How to use

Load it by its name.

## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|License:|Apache 2.0|
|Language:|en|
"""

WARNED = SOUND.replace("name: news_topic", "name: other", 1).replace("tags: [en, news]", "tags: []")
BROKEN = "no front matter\n"

NO_LINK = "References and Data Source link to no model repository on the Hugging Face Hub"

WARNED_LINES = """\
{path}:1:1 info SO001 the model cannot be run here: {reason}
  1 | ---
    | ^
{path}:5:7 warning FM006 `tags` is empty
  5 | tags: []
    |       ^^
{path}:22:1 warning MI004 Model Name is `news_topic`, but the front matter says `other`
  22 | |Model Name:|news_topic|
     | ^^^^^^^^^^^^^^^^^^^^^^^^
"""


def warned_lines(path: str | Path) -> str:
    """What is said about the card with warnings."""
    return WARNED_LINES.format(path=path, reason=NO_LINK)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A folder with ``modelhub.toml`` and one card with warnings."""
    (tmp_path / "modelhub.toml").write_text("")
    (tmp_path / "cards" / "en").mkdir(parents=True)
    (tmp_path / "cards" / "en" / "warned.md").write_text(WARNED)
    return tmp_path


def test_findings_go_to_standard_output_and_the_summary_to_standard_error(hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", cwd=hub)
    assert done.stdout == warned_lines("cards/en/warned.md")
    assert done.stderr == "1 card: 2 warnings, 1 info\n1 finding fixable with `--fix --unsafe-fixes`\n"
    assert done.returncode == 0


def test_an_error_makes_the_exit_code_1(hub: Path, modelhub: Command) -> None:
    (hub / "cards" / "broken.md").write_text(BROKEN)
    done = modelhub("lint", "--ignore", "SO,FM006", "--ignore", "MI", cwd=hub)
    first, line, carets, help_line = done.stdout.splitlines()
    assert first.startswith("cards/broken.md:1:1 error RD003 ")
    assert (line, carets) == ("  1 | no front matter", "    | ^")
    assert help_line.startswith("    help: ")
    assert done.stderr == "2 cards: 1 error\n"
    assert done.returncode == 1


def test_json_is_all_that_standard_output_holds(hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", "--format", "json", "--ignore", "SO", cwd=hub)
    assert json.loads(done.stdout) == {
        "diagnostics": [
            {
                "path": "cards/en/warned.md",
                "line": 5,
                "column": 7,
                "end_line": 5,
                "end_column": 9,
                "rule": "FM006",
                "level": "warning",
                "message": "`tags` is empty",
                "help": "",
                "fix": None,
            },
            {
                "path": "cards/en/warned.md",
                "line": 22,
                "column": 1,
                "end_line": 22,
                "end_column": 25,
                "rule": "MI004",
                "level": "warning",
                "message": "Model Name is `news_topic`, but the front matter says `other`",
                "help": "",
                "fix": {
                    "safe": False,
                    "edits": [{"line": 22, "column": 14, "end_line": 22, "end_column": 24, "text": "other"}],
                },
            },
        ]
    }
    assert done.returncode == 0


def test_every_format_can_be_written_to_a_file(hub: Path, modelhub: Command) -> None:
    for name in ("text", "concise", "json", "github", "sarif", "junit"):
        printed = modelhub("lint", "--format", name, cwd=hub)
        written = modelhub("lint", "--format", name, "--output-file", "out/report", cwd=hub)
        assert (written.returncode, written.stdout, written.stderr) == (0, "", printed.stderr)
        assert (hub / "out" / "report").read_text() == printed.stdout != ""


def test_statistics_count_by_rule(hub: Path, modelhub: Command) -> None:
    (hub / "cards" / "second.md").write_text(WARNED.replace("name: other", "name: second"))
    done = modelhub("lint", "--statistics", "--ignore", "SO", cwd=hub)
    assert done.stdout == "2 warning FM006 no-tags in 2 files\n2 warning MI004 name-mismatch in 2 files\n"
    rows = json.loads(modelhub("lint", "--statistics", "--format", "json", "--ignore", "SO,MI", cwd=hub).stdout)
    assert rows == {
        "statistics": [
            {"rule": "FM006", "name": "no-tags", "level": "warning", "findings": 2, "files": 2, "fixable": 0}
        ]
    }


def test_paths_may_be_files_and_folders_without_a_hub(tmp_path: Path, modelhub: Command) -> None:
    (tmp_path / "one.md").write_text(WARNED)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.md").write_text(SOUND)
    done = modelhub("lint", "one.md", "more", "more/two.md", str(tmp_path / "more"), cwd=tmp_path)
    assert done.stdout.startswith("more/two.md:1:1 info SO001 ")
    assert done.stdout.endswith(warned_lines("one.md"))
    assert done.stderr.startswith("2 cards: 2 warnings, 2 infos\n")


def test_a_card_named_in_two_ways_is_one_card(hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", "cards/../cards/en", "cards", "./cards/en/warned.md", cwd=hub)
    assert done.stderr.startswith("1 card: 2 warnings, 1 info\n")


def test_a_hub_may_have_no_cards_yet(tmp_path: Path, modelhub: Command) -> None:
    (tmp_path / "cards").mkdir()
    done = modelhub("lint", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 cards: nothing found\n")


def test_the_hub_is_found_from_a_folder_inside_it(hub: Path, modelhub: Command) -> None:
    assert modelhub("lint", cwd=hub / "cards").stdout == warned_lines("en/warned.md")


def test_a_hub_elsewhere_is_shown_with_its_whole_path(
    hub: Path, tmp_path_factory: pytest.TempPathFactory, modelhub: Command
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    done = modelhub("lint", "--hub", str(hub), cwd=elsewhere)
    assert done.stdout == warned_lines(hub / "cards/en/warned.md")


def test_the_configuration_says_what_is_ignored(hub: Path, modelhub: Command) -> None:
    (hub / "modelhub.toml").write_text('[lint]\nignore = ["FM", "MI004", "SO"]\n')
    done = modelhub("lint", cwd=hub)
    assert (done.stdout, done.stderr) == ("", "1 card: nothing found\n")


def test_who_selects_on_the_command_line_starts_afresh(hub: Path, modelhub: Command) -> None:
    (hub / "modelhub.toml").write_text('[lint]\nselect = ["SO"]\nignore = ["FM006"]\nlevels = {MI = "error"}\n')
    assert modelhub("lint", cwd=hub).stderr == "1 card: 1 info\n"
    more = modelhub("lint", "--extend-select", "MI", "--ignore", "MI014", cwd=hub)
    assert more.stderr.startswith("1 card: 1 error, 1 info\n")
    done = modelhub("lint", "--select", "FM, MI", "--ignore", "MI001,MI014,FM019", cwd=hub)
    assert (done.returncode, done.stderr.partition("\n")[0]) == (1, "1 card: 1 error, 1 warning")


def test_files_are_ignored_by_their_path_from_the_root(hub: Path, modelhub: Command) -> None:
    (hub / "modelhub.toml").write_text('[lint.per_file_ignores]\n"cards/en/*" = ["ALL"]\n')
    assert modelhub("lint", cwd=hub / "cards" / "en").stderr == "1 card: nothing found\n"


def test_a_message_cannot_send_commands_to_the_terminal(tmp_path: Path, modelhub: Command) -> None:
    (tmp_path / "a.md").write_text(SOUND.replace("date: 2024-05-01", 'date: "\\e[31mred\\n"'))
    done = modelhub("lint", "a.md", "--ignore", "SO", "--format", "concise", cwd=tmp_path)
    assert done.stdout == "a.md:4:7 error FM004 `\\x1b[31mred\\n` is no date, expected `YYYY-MM-DD`\n"


def test_output_that_knows_few_characters_gets_the_others_as_escapes(tmp_path: Path, modelhub: Command) -> None:
    (tmp_path / "a.md").write_text(SOUND.replace("date: 2024-05-01", "date: tomorrow 🚀"))
    done = modelhub("lint", "a.md", "--select", "FM004", cwd=tmp_path, env={"PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 1
    assert "\\U0001f680` is no date" in done.stdout
    assert "Traceback" not in done.stderr


def test_output_may_be_closed(hub: Path) -> None:
    for closed, errors in ((">&-", "1 card: 2 warnings, 1 info"), ("2>&-", "")):
        command = f"'{sys.executable}' -m generator lint {closed}"
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=hub,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0
        assert done.stderr.partition("\n")[0] == errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ignore", "TA01"], "error: unknown rule `TA01`; did you mean `TA001`?"),
        (["--select", "SQ"], "error: unknown rule `SQ`"),
        (["missing.md"], "error: missing.md: no such file or folder"),
        (["cards/.hidden.md"], "error: cards/.hidden.md: no cards there; a card ends in `.md`"),
        (["empty"], "error: empty: no cards there"),
        (["--hub", "missing"], "error: missing: no such folder"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--diff", "--format", "sarif"], "error: --diff: shown as text, not as sarif"),
        (["--statistics", "--format", "junit"], "error: --statistics: shown as text or json, not as junit"),
        (["--unsafe-fixes"], "error: --unsafe-fixes: say with --fix or --diff"),
    ],
)
def test_what_cannot_be_used_exits_with_2(arguments: list[str], message: str, hub: Path, modelhub: Command) -> None:
    (hub / "empty").mkdir()
    (hub / "cards" / ".hidden.md").write_text(SOUND)
    done = modelhub("lint", *arguments, cwd=hub)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hub_without_cards_folder_exits_with_2(tmp_path: Path, modelhub: Command) -> None:
    done = modelhub("lint", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cards: no such folder" in done.stderr


def test_configuration_that_cannot_be_used_exits_with_2(hub: Path, modelhub: Command) -> None:
    (hub / "modelhub.toml").write_text('[lint]\nignroe = ["FM"]\n')
    done = modelhub("lint", cwd=hub)
    assert done.returncode == 2
    assert "did you mean `ignore`?" in done.stderr
    (hub / "modelhub.toml").write_text('[lint]\nignore = ["TA01"]\n')
    done = modelhub("lint", cwd=hub)
    assert done.returncode == 2
    assert "`lint` in the configuration: unknown rule `TA01`; did you mean `TA001`?" in done.stderr


@pytest.mark.parametrize(("day", "expected"), [(1714521600, False), (1714521599, True)])
def test_a_date_is_held_against_the_date_that_the_environment_sets(
    day: int, hub: Path, modelhub: Command, *, expected: bool
) -> None:
    done = modelhub("lint", "--ignore", "SO", cwd=hub, env={"SOURCE_DATE_EPOCH": str(day)})
    assert ("FM009 the date 2024-05-01 lies in the future; today is 2024-04-30" in done.stdout) == expected


def test_the_date_is_todays_where_the_environment_sets_none(hub: Path, modelhub: Command) -> None:
    (hub / "cards" / "late.md").write_text(SOUND.replace("2024-05-01", "9999-05-01"))
    assert "FM009" in modelhub("lint", cwd=hub, env={"SOURCE_DATE_EPOCH": ""}).stdout


@pytest.mark.parametrize("epoch", ["soon", "9" * 30, "-" + "9" * 30])
def test_a_date_that_cannot_be_used_exits_with_2(epoch: str, hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", cwd=hub, env={"SOURCE_DATE_EPOCH": epoch})
    assert (done.returncode, done.stdout) == (2, "")
    assert f"SOURCE_DATE_EPOCH: expected seconds since 1970, not `{epoch}`" in done.stderr


def test_linting_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys, generator.cli.app\n"
        "print([name for name in ('torch', 'transformers', 'sklearn', 'mkdocs', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
