"""What pages show of real runs, executed as displayed, and held against the records."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import socket
from pathlib import Path

import pytest
from pyflakes.api import check
from pyflakes.reporter import Reporter
from snippet_checker import Printed, differences, execute, main
from snippet_hub import CASES, REFERENCE, Ran, run_hub

from generator.config import Config
from generator.hub import Entry
from generator.record import RunRecord
from generator.render.links import Links
from generator.render.model_page import model_page
from generator.render.snippet import RAN, snippet
from generator.store import load_hub

pytestmark = pytest.mark.run


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A hub with a card a case, every model run."""
    return run_hub(tmp_path_factory.mktemp("ran"), tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def entries(ran: Ran) -> dict[str, Entry]:
    """The cards with their records."""
    return {entry.card.key: entry for entry in load_hub(ran.root, Config()).entries}


@pytest.fixture(scope="module")
def shown(entries: dict[str, Entry]) -> dict[str, str]:
    """What each page shows in its tab."""
    return {name: displayed(entry) for name, entry in entries.items()}


@pytest.fixture(scope="module")
def printed(ran: Ran, shown: dict[str, str]) -> dict[str, Printed]:
    """What the shown scripts print."""
    return dict(zip(shown, execute(list(shown.values()), ran.root, **ran.environment), strict=True))


def record_of(entry: Entry) -> RunRecord:
    assert entry.record is not None
    return entry.record


def displayed(entry: Entry) -> str:
    """The text of the tab, as a reader copies it."""
    block = model_page(entry, Links()).html.partition('data-tab="transformers"')[2].partition("</code>")[0]
    return html.unescape(re.sub(r"<[^>]*>", "", block.partition("<code>")[2]))


def test_what_is_shown_prints_what_was_recorded(entries: dict[str, Entry], printed: dict[str, Printed]) -> None:
    assert {name: entry.reason for name, entry in entries.items() if entry.status not in RAN} == {}
    assert entries.keys() == printed.keys() == {*CASES, *REFERENCE}
    found = {name: list(differences(record_of(entry), printed[name])) for name, entry in entries.items()}
    assert found == {name: [] for name in entries}


def test_scripts_are_whole_and_tidy(entries: dict[str, Entry], shown: dict[str, str]) -> None:
    for name, script in shown.items():
        assert script == snippet(record_of(entries[name]))
        assert problems_of(script) == []
        code = [line for line in script.splitlines() if line.lstrip(" (")[:1] not in {'"', "'"}]
        assert max(map(len, code)) <= 150
        assert len(code) <= 60
        assert "\n\n\n\n" not in script


def problems_of(script: str) -> list[str]:
    """Names that are not defined or not used, and the like."""
    out = io.StringIO()
    check(script, "snippet", Reporter(out, out))
    return out.getvalue().splitlines()


def test_other_vectors_differ(entries: dict[str, Entry], printed: dict[str, Printed]) -> None:
    answer = json.loads(printed["normalized"].text)
    for at, by in ((0, 1e-4), (3, -1e-4)):
        vector = [value + by * (place == at) for place, value in enumerate(answer["vector"])]
        spoilt = Printed(json.dumps({"vector": vector}), "")
        assert list(differences(record_of(entries["normalized"]), spoilt))


def test_a_script_has_no_network_and_what_fails_is_said(entries: dict[str, Entry], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ask = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=2)"
        refused, ended, well = (execute([script], tmp_path)[0] for script in (ask, "import os; os.abort()", "print(1)"))
    assert "Error" in refused.trouble.splitlines()[-1]
    assert ended.trouble == "it ended with -6"
    assert well == Printed("1\n", "")
    assert next(differences(record_of(entries["regression"]), refused)).startswith("the snippet fails: ")


def test_the_command_names_the_card_that_differs(ran: Ran, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("cards", "records", "models"):
        (tmp_path / folder).mkdir()
    shutil.copytree(ran.root / "models/regression", tmp_path / "models/regression")
    shutil.copy(ran.root / "cards/regression.md", tmp_path / "cards")
    record = json.loads((ran.root / "records/regression.json").read_bytes())
    record["samples"][0]["output"]["numbers"][0]["value"] += 0.001
    (tmp_path / "records/regression.json").write_text(json.dumps(record))
    assert main(tmp_path) == 1
    said = capsys.readouterr().out
    assert said.startswith("cards/regression.md: sample 1: numbers: the snippet prints [['stars', ")
    assert said.endswith("1 snippets, 1 differ from their record\n")
