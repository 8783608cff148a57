"""A build makes what is new and nothing else, and what it gives does not tell how often it was built."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from site_maker import MODELS, make_hub, write_card

from generator.plugin import build_site
from generator.plugin.site import configured, site_file
from generator.site.again import again
from generator.site.cache import cache_folder
from generator.site.order import BuiltSite, Order

MKDOCS_YML = """\
site_name: Our hub
site_url: https://hub.example/sub/
repo_url: https://code.example/us/hub
edit_uri: edit/main/docs/
theme:
  name: material
  font: false
  features: [content.action.edit, navigation.tabs]
plugins: [search, modelhub]
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    root = make_hub(tmp_path / "hub")
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text("# About\n\n[A model](models/news_en/index.md)\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    return root


def rebuilt(root: Path) -> BuiltSite:
    """Without MkDocs."""
    built = again(Order(root))
    assert built is not None
    return built


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed_and_nothing_is_written(hub: Path) -> None:
    first = build_site(hub)
    before = contents(first.folder)
    second = rebuilt(hub)
    assert (second.written, second.pages, second.warnings, second.statuses) == (
        0,
        first.pages,
        first.warnings,
        first.statuses,
    )
    assert contents(first.folder) == before


def test_one_card_changed_is_the_same_as_all_made_anew(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = build_site(hub).folder
    edit(hub / "cards" / "news_en.md", "A small model", "A tiny model")
    assert 0 < rebuilt(hub).written < len(contents(site)) / 2
    assert b"A tiny model" in (site / "models/news_en/index.html").read_bytes()
    monkeypatch.setenv("MODELHUB_CACHE", str(hub / "cache"))
    assert contents(build_site(hub, site_dir=hub / "anew").folder) == contents(site)


def test_a_part_of_the_index_that_is_gone_leaves_nothing_behind(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = build_site(hub).folder
    min((site / "finder" / "words").iterdir()).unlink()
    edit(hub / "cards" / "news_en.md", "A small model", "A tiny model")
    rebuilt(hub)
    monkeypatch.setenv("MODELHUB_CACHE", str(hub / "cache"))
    assert contents(build_site(hub, site_dir=hub / "anew").folder) == contents(site)


def test_the_cards_that_mkdocs_yml_names_stay_the_ones(hub: Path) -> None:
    (hub / "cards").rename(hub / "others")
    text = MKDOCS_YML.replace("modelhub]", "{modelhub: {cards: others}}]")
    (hub / "mkdocs.yml").write_text(text, encoding="utf-8")
    site = build_site(hub).folder
    edit(hub / "others" / "news_en.md", "A small model", "A tiny model")
    rebuilt(hub)
    assert b"A tiny model" in (site / "models/news_en/index.html").read_bytes()


def test_a_variable_of_the_environment_that_mkdocs_yml_names_is_looked_up(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (hub / "mkdocs.yml").write_text(MKDOCS_YML.replace("Our hub", "!ENV HUB_NAME"), encoding="utf-8")
    for name in ("First hub", "Second hub"):
        monkeypatch.setenv("HUB_NAME", name)
        assert name in (build_site(hub).folder / "index.html").read_text(encoding="utf-8")


def test_cards_come_and_go(hub: Path) -> None:
    site = build_site(hub).folder
    write_card(hub, "another_en")
    rebuilt(hub)
    assert (site / "models/another_en/index.html").is_file()
    (hub / "cards" / "another_en.md").unlink()
    rebuilt(hub)
    assert not (site / "models/another_en").exists()
    assert "another_en" not in (site / "catalog.json").read_text(encoding="utf-8")


def test_a_card_of_the_same_size_and_time_is_seen_to_be_new(hub: Path) -> None:
    site = build_site(hub).folder
    card = hub / "cards" / "news_en.md"
    times = card.stat().st_atime_ns, card.stat().st_mtime_ns
    edit(card, "A small model", "A smart model")
    os.utime(card, ns=times)
    rebuilt(hub)
    assert b"A smart model" in (site / "models/news_en/index.html").read_bytes()


def test_files_that_someone_removed_or_changed_are_made_again(hub: Path) -> None:
    site = build_site(hub).folder
    before = contents(site)
    (site / "models/news_en/index.html").unlink()
    (site / "catalog.json").write_bytes(b"{}")
    (site / "models" / "stray.html").touch()
    assert rebuilt(hub).written == 4  # The catalogue has three forms, which are made together.
    assert contents(site) == before
    (site / "about" / "index.html").unlink()
    assert again(Order(hub)) is None
    build_site(hub)
    assert contents(site) == before


def test_a_status_follows_what_it_depends_on(hub: Path) -> None:
    site = build_site(hub).folder
    page = site / "models/news_en/index.html"
    assert 'data-status="verified"' in page.read_text(encoding="utf-8")
    record = hub / "records" / "news_en.json"
    values = json.loads(record.read_text(encoding="utf-8"))
    values["request_sha256"] = "0" * 64
    record.write_text(json.dumps(values), encoding="utf-8")
    rebuilt(hub)
    assert 'data-status="stale"' in page.read_text(encoding="utf-8")


def test_where_nothing_can_be_kept_all_is_made_anew(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (hub / "a file").touch()
    monkeypatch.setenv("MODELHUB_CACHE", str(hub / "a file"))
    assert build_site(hub).statuses["verified"]


def test_what_is_kept_may_be_damaged(hub: Path) -> None:
    site = build_site(hub).folder
    before = contents(site)
    for file in cache_folder(hub).iterdir():
        if file.is_file():
            file.write_bytes(b"damaged")
    assert contents(build_site(hub).folder) == before


@pytest.mark.parametrize("path", ["mkdocs.yml", "docs/about.md", "docs/new.md"])
def test_mkdocs_runs_where_it_would_look_at_something_new(hub: Path, path: str) -> None:
    build_site(hub)
    assert again(Order(hub)) is not None
    with (hub / path).open("a", encoding="utf-8") as file:
        file.write("\n# more\n")
    assert again(Order(hub)) is None


def test_mkdocs_always_runs_where_hooks_may_look_at_anything(hub: Path) -> None:
    (hub / "hook.py").write_text("def on_page_markdown(markdown, **_):\n    return markdown\n", encoding="utf-8")
    edit(hub / "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    build_site(hub)
    assert again(Order(hub)) is None


@pytest.mark.parametrize("directory_urls", [True, False])
def test_pages_in_frames_are_those_that_mkdocs_makes(hub: Path, *, directory_urls: bool) -> None:
    edit(hub / "mkdocs.yml", "plugins:", f"use_directory_urls: {str(directory_urls).lower()}\nplugins:")
    framed = contents(build_site(hub).folder)
    edit(hub / "mkdocs.yml", "[search, modelhub]", "[search, modelhub: {frames: false}]")
    whole = contents(build_site(hub).folder)
    assert framed.keys() == whole.keys()
    pages = [path for path in framed if path.endswith(".html")]
    assert len(pages) > len(MODELS)
    for path in pages:
        assert _comparable(framed[path]) == _comparable(whole[path]), path


def _comparable(page: bytes) -> list[str]:
    """The page but for links to folders above, which can be written in two ways."""
    text = page.decode().replace("../../models/", "../").replace('href="./', 'href="')
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_a_hook_that_treats_pages_differently_is_noticed(hub: Path) -> None:
    hook = "def on_post_page(output, page, **_):\n    return output.replace('</body>', page.title[:4] + '!</body>')\n"
    (hub / "hook.py").write_text(hook, encoding="utf-8")
    edit(hub / "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    site = build_site(hub).folder
    assert "News!</body>" in (site / "models/news_en/index.html").read_text(encoding="utf-8")


def test_a_plugin_can_be_found_in_the_configuration_of_a_hub_without_one(tmp_path: Path) -> None:
    root = make_hub(tmp_path)
    with site_file(root) as file:
        config, plugin = configured(file, Order(root))
    assert config.site_name == "Model hub"
    assert plugin.config.frames
