"""``--dirty``: MkDocs alone makes what changed, and forgets the rest. With us it gives the whole site all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE
from site_maker import make_hub, write_card

MKDOCS_YML = """\
site_name: Our hub
site_url: https://hub.example/sub/
theme: {name: material, font: false}
plugins: [search, modelhub]
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_hub(tmp_path_factory.mktemp("dirty") / "hub")
    (root / "docs").mkdir()
    for name in ("about", "terms", "gone"):
        (root / "docs" / f"{name}.md").write_text(f"# {name}\n\nThe first words.\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    return root


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dirty_build_gives_the_same_site_as_a_clean_one(hub: Path) -> None:
    assert mkdocs(hub, "--strict").returncode == 0
    (hub / "docs" / "about.md").write_text("# About\n\nOther words.\n", encoding="utf-8")
    (hub / "docs" / "gone.md").unlink()
    (hub / "cards" / "ner_en.md").unlink()
    write_card(hub, "news_en", title="News of the day")
    write_card(hub, "new_en", title="A new model")
    done = mkdocs(hub, "--dirty")
    assert done.returncode == 0, done.stderr
    dirty = contents(hub / "site")
    found = {entry["location"].partition("#")[0] for entry in json.loads(dirty["search/search_index.json"])["docs"]}
    assert found == {"about/", "terms/"}
    assert b"News of the day" in dirty["models/news_en/index.html"]
    assert not {"gone/index.html", "models/ner_en/index.html"} & dirty.keys()
    assert mkdocs(hub, "--clean", "--site-dir", "clean").returncode == 0
    assert dirty == contents(hub / "clean")


def test_a_dirty_build_is_never_strict(hub: Path) -> None:
    """MkDocs itself warns of every one, and takes that for an error."""
    done = mkdocs(hub, "--dirty", "--strict")
    assert done.returncode == 1
    assert "'dirty' build" in done.stderr
    assert "Aborted with 1 warning" in done.stdout + done.stderr
