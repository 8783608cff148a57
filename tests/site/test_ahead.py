"""A first build makes the files that need no frame while MkDocs works, and they are what they would be otherwise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE
from site_maker import make_hub

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")

SCRIPT = """
import json, os, sys
from pathlib import Path
from generator.plugin import build_site, hooks
from generator.site import ahead, build, groups, press

hub, way = Path(sys.argv[1]), sys.argv[2]
hooks.MANY = 10**9 if way == "later" else 1
os.environ["MODELHUB_CACHE"] = str(hub.with_name(f"cache-{way}"))

parent, exports = os.getpid(), groups.publish.exports
if way == "failing":
    def failing(models):
        if os.getpid() == parent or press._inherited:
            return exports(models)
        raise OSError("no space")
    groups.publish.exports = failing

if way == "interrupted":
    def interrupted(*_, **__):
        raise KeyboardInterrupt
    hooks.ModelhubPlugin.on_post_build = interrupted

told, made = [], ahead.Ahead.made
def spied(self):
    found = made(self)
    told.append(sorted(found))
    return found
ahead.Ahead.made = spied

try:
    build_site(hub, site_dir=hub.with_name(f"site-{way}"))
except KeyboardInterrupt:
    print("[]")
    sys.exit()
except Exception as error:
    print(json.dumps([type(error).__name__]))
else:
    print(json.dumps(told))
try:
    os.waitpid(-1, os.WNOHANG)
    print("a process is left")
except ChildProcessError:
    pass
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return make_hub(tmp_path / "hub")


def build(hub: Path, way: str) -> list[list[str]]:
    """What was made ahead, once for each time that it was asked for; by a program that has no threads."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, hub, way], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    left = sorted(path.name for path in hub.parent.iterdir() if path.name.startswith("."))
    assert not left, done.stderr
    told: list[list[str]] = json.loads(done.stdout)
    return told


def contents(hub: Path, way: str) -> dict[str, bytes]:
    folder = hub.with_name(f"site-{way}")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_is_the_same(hub: Path) -> None:
    assert build(hub, "later") == []
    assert build(hub, "ahead") == [["assets", "catalogue", "finder", "media", "schemas", "sitemap"]]
    assert contents(hub, "ahead") == contents(hub, "later")


def test_a_second_build_makes_nothing_ahead(hub: Path) -> None:
    assert len(build(hub, "ahead")) == 1
    (hub / "docs").mkdir()
    (hub / "mkdocs.yml").write_text("site_name: Ours\ntheme: {name: material}\nplugins: [modelhub]\n", encoding="utf-8")
    assert build(hub, "ahead") == []


def test_what_the_author_wrote_stays(hub: Path) -> None:
    (hub / "docs").mkdir()
    (hub / "docs" / "catalog.csv").write_text("by hand\n", encoding="utf-8")
    build(hub, "ahead")
    found = contents(hub, "ahead")
    assert found["catalog.csv"] == b"by hand\n"
    assert "catalog.json" in found


def test_where_it_fails_the_files_are_made_later(hub: Path) -> None:
    assert build(hub, "failing") == [[]]
    build(hub, "later")
    assert contents(hub, "failing") == contents(hub, "later")


def test_where_mkdocs_gives_up_nothing_is_left(hub: Path) -> None:
    (hub / "docs").mkdir()
    (hub / "mkdocs.yml").write_text(
        "site_name: Ours\ntheme: {name: material, custom_dir: theme}\nplugins: [modelhub]\n", encoding="utf-8"
    )
    (hub / "theme").mkdir()
    (hub / "theme" / "main.html").write_text("{% broken %}", encoding="utf-8")
    assert build(hub, "ahead") == ["SiteError"]
    assert not contents(hub, "ahead")


def test_where_it_is_interrupted_nothing_is_left(hub: Path) -> None:
    assert build(hub, "interrupted") == []
    assert not contents(hub, "interrupted")
