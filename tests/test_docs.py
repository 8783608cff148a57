"""What the documents say of the program is what the program does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import Struct, structs

from generator.cli.app import COMMANDS
from generator.config import Config
from generator.hub import STATUSES
from generator.lint.rules import RULES
from generator.verify_block import Tolerance, VerifyBlock

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    ROOT.glob("docs/**/*.md")
)


def rows(name: str) -> list[list[str]]:
    """The cells of every table row of a page of the guide."""
    text = (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_guide_lists_every_rule_as_it_is() -> None:
    listed = [row for row in rows("lint.md") if re.fullmatch(r"[A-Z]{2}\d{3}", row[0])]
    assert listed == [[rule.code, rule.level.word, rule.name, rule.summary] for rule in RULES]


def test_the_front_page_counts_the_rules() -> None:
    assert f"Ten of the {len(RULES)} rules" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_guide_lists_every_key_of_the_configuration_with_its_default() -> None:
    def keys(table: Struct, prefix: str = "") -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in structs.asdict(table).items():
            found |= keys(value, f"{prefix}{name}.") if isinstance(value, Struct) else {f"{prefix}{name}": value}
        return found

    listed = {row[0].strip("`"): row[1].strip("`") for row in rows("configuration.md")[1:]}
    expected = {
        key: "none" if value is None else f"{value:g}" if isinstance(value, float) else json.dumps(value)
        for key, value in keys(Config()).items()
    }
    assert listed == expected


def test_the_guide_explains_every_key_of_the_verify_block() -> None:
    listed = {row[0].strip("`").partition(".")[0] for row in rows("cards.md") if len(row) == 3}
    assert set(VerifyBlock.model_fields) <= listed
    tolerances = {row[0].strip("`"): row[2] for row in rows("cards.md") if row[0].startswith("`tolerance.")}
    assert tolerances == {f"tolerance.{name}": str(value) for name, value in Tolerance().model_dump().items()}


def test_the_guide_explains_every_status() -> None:
    assert [row[0] for row in rows("index.md")[1:]] == list(STATUSES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_commands_in_the_documents_exist() -> None:
    for document in DOCUMENTS:
        code = re.findall(
            r"^```bash\n(.*?)^```|`([^`\n]+)`", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        lines = [line for pair in code for part in pair for line in part.splitlines()]
        used = {line.split()[1] for line in lines if re.match(r"modelhub [a-z]", line)}
        assert used <= COMMANDS.keys(), document


def test_the_readme_has_a_quickstart_of_two_commands() -> None:
    script = [sys.executable, ".ci/quickstart.py", "README.md"]
    commands = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [re.findall(r"nox -s (\w+)", command) for command in commands] == [["site"], ["tests"]]
