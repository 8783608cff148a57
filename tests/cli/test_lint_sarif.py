"""SARIF against the standard's own schema, for whatever the linter may print."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from conftest import ROOT, Command


class Source(NamedTuple):
    """A package that ships the schema.

    Attributes:
        command: What puts the package's archive into the folder at its end.
        member: The schema, as the archive calls it.
        sha256: Of the schema.
    """

    command: tuple[str, ...]
    member: str
    sha256: str


#: The first has the standard's last draft, which became the standard as it is; the second the draft before that, and is
#: slow to fetch. No wheel has either, so it cannot be one of the tests' dependencies.
SOURCES = (
    Source(
        ("npm", "pack", "--silent", "@microsoft/jest-sarif@1.0.0-beta.0", "--pack-destination"),
        "package/lib/schemas/sarif-2.1.0-rtm.5.json",
        "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8",
    ),
    Source(
        (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "sarif-om==1.0.4", "-d"),
        "sarif_om-1.0.4/sarif-2.1.0-rtm.4.json",
        "49729d5909e2b1b976621a29dcebef22e57c78c20d469dfe6c7f15f759904f61",
    ),
)

ODD = """\
---
layout: model
name: naïve topic
language: en
tags: [a, a]
---

## Descriptionn

A initial <script>alert(1)</script> ðŸš€ [x](javascript:alert)\t

```python
model = Model() \\\x20
    .load("日本")
"""
EXCUSED = "<!-- modelhub: ignore-file FM -- an old card -->\n"


@pytest.fixture(scope="session")
def standard(tmp_path_factory: pytest.TempPathFactory) -> jsonschema.Draft4Validator:
    """The schema of the standard, from a package that ships it."""
    problems = []
    for source in SOURCES:
        kept = ROOT / ".cache" / Path(source.member).name
        problem = "" if kept.exists() else _fetch(source, kept, tmp_path_factory.mktemp("sarif"))
        if not problem:
            data = kept.read_bytes()
            assert hashlib.sha256(data).hexdigest() == source.sha256
            return jsonschema.Draft4Validator(
                json.loads(data), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
            )
        problems.append(problem)
    pytest.skip("; ".join(["the schema of SARIF cannot be had", *problems]))


def _fetch(source: Source, target: Path, folder: Path) -> str:
    """Keep the schema; why that cannot be done, empty where it was."""
    name, *arguments = source.command
    program = shutil.which(name)
    if program is None:
        return f"{name} is not installed"
    command = [program, *arguments, str(folder)]
    packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=90, check=False)
    if packed.returncode:
        return f"{' '.join(command)}: {packed.stderr.strip()[-200:]}"
    (archive,) = (path for path in folder.iterdir() if path.suffix in {".tgz", ".gz"})
    with tarfile.open(archive) as package:
        schema = package.extractfile(source.member)
        assert schema is not None
        target.parent.mkdir(exist_ok=True)
        part = target.with_suffix(f".{os.getpid()}")
        part.write_bytes(schema.read())
    part.replace(target)
    return ""


@pytest.fixture
def hub(tmp_path: Path, own_cards: Path) -> Path:
    """A hub with our own cards and with odd ones, in odd folders."""
    cards = tmp_path / "cards"
    shutil.copytree(own_cards, cards / "tests")
    shutil.copytree(ROOT / "cards", cards / "own")
    odd = cards / "ünï çødé & 100%#?" / "日本 語"
    odd.mkdir(parents=True)
    (odd / "a card.md").write_text(ODD, encoding="utf-8")
    (odd / "excused.md").write_text(ODD.replace("\nA ", f"\n{EXCUSED}\nA "), encoding="utf-8")
    (odd / "bytes.md").write_bytes(b"---\nname: \xff\n---\n")
    (tmp_path / "modelhub.toml").write_text("")
    (tmp_path / "mkdocs.yml").write_text("site_name: Hub\n")
    return tmp_path


def log(modelhub: Command, hub: Path, *options: str) -> dict[str, Any]:
    run = modelhub("lint", "--format", "sarif", "--extend-select", "ALL", *options, cwd=hub)
    assert run.returncode in (0, 1), run.stderr
    return dict(json.loads(run.stdout))


def test_whatever_is_found_has_the_form_of_the_standard(
    standard: jsonschema.Draft4Validator, modelhub: Command, hub: Path
) -> None:
    every = log(modelhub, hub)
    standard.validate(every)
    results = every["runs"][0]["results"]
    assert any("fixes" in result for result in results)
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    odd = "cards/%C3%BCn%C3%AF%20%C3%A7%C3%B8d%C3%A9%20%26%20100%25%23%3F/%E6%97%A5%E6%9C%AC%20%E8%AA%9E"
    assert {f"{odd}/{name}.md" for name in ("a%20card", "excused", "bytes")} <= places

    modelhub("lint", "--baseline", "known.json", "--write-baseline", "--select", "FM,PY", cwd=hub)
    fewer = log(modelhub, hub, "--baseline", "known.json")
    standard.validate(fewer)
    assert 0 < len(fewer["runs"][0]["results"]) < len(results)

    nothing = log(modelhub, hub, "--ignore", "ALL", "cards/own")
    standard.validate(nothing)


@pytest.mark.corpus
def test_the_seeds_findings_have_the_form_of_the_standard(
    standard: jsonschema.Draft4Validator, modelhub: Command, seed_cards: Path
) -> None:
    found = log(modelhub, seed_cards.parent, "--hub", str(ROOT), str(seed_cards))
    standard.validate(found)
    assert found["runs"][0]["results"]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"version": "2.0.0", "runs": []},
        {"version": "2.1.0"},
        {"version": "2.1.0", "runs": [{"results": []}]},
        {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {}}]}]},
    ],
)
def test_the_schema_would_find_what_is_wrong(standard: jsonschema.Draft4Validator, spoilt: dict[str, Any]) -> None:
    assert not standard.is_valid(spoilt)
