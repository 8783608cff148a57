"""Themes in other languages, and other themes than Material: pages hold, and are what MkDocs itself would make."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from site_maker import MODELS, make_hub

from generator.plugin import build_site
from generator.site.again import BuiltSite

MKDOCS_YML = """\
site_name: Our hub
site_url: https://hub.example/sub/
theme: {theme}
plugins: [search, modelhub: {{frames: {frames}}}]
{more}
"""
Pages = dict[str, str]


@pytest.fixture(autouse=True)
def _same_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """The date of the build, which themes write into pages."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def build(root: Path, theme: str, *, frames: bool = True, more: str = "") -> tuple[BuiltSite, Pages]:
    """The site of a small hub, and its pages by path."""
    if not root.exists():
        make_hub(root)
        (root / "docs").mkdir()
        (root / "docs" / "about.md").write_text("# About\n\nWords by hand.\n", encoding="utf-8")
    text = MKDOCS_YML.format(theme=theme, frames=str(frames).lower(), more=more)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    built = build_site(root)
    files = sorted(built.folder.rglob("*.html"))
    return built, {file.relative_to(built.folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def styles(built: BuiltSite, model: str) -> str:
    """The style sheets of a model's page."""
    sheets = re.findall(r'<link rel="stylesheet" href="([^":]+)">', model)
    return "".join((built.folder / "models" / "x" / sheet).resolve().read_text(encoding="utf-8") for sheet in sheets)


def lines(page: str) -> list[str]:
    """A page but for links to folders above, which can be written in two ways."""
    text = page.replace("../../models/", "../").replace('href="./', 'href="')
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_pages_on_a_site_in_another_language(tmp_path: Path, language: str, direction: str) -> None:
    theme = f"{{name: material, font: false, language: {language}}}"
    built, framed = build(tmp_path / "hub", theme)
    assert (built.slow, built.warnings) == ("", ())
    _, whole = build(tmp_path / "hub", theme, frames=False)
    assert framed.keys() == whole.keys()
    for path, page in framed.items():
        assert lines(page) == lines(whole[path]), path
    for path in ("index.html", "models/index.html", "models/news_en/index.html", "compare/index.html", "404.html"):
        page = framed[path]
        assert f'<html lang="{language}"' in page, path
        assert f'<body dir="{direction}"' in page, path
        before, marked, after = page.partition('lang="en" dir="ltr">\n')
        assert marked, path
        assert before.count("<h1") == 0, path
        assert after.count("<h1") == 1, path
    model = framed["models/news_en/index.html"]
    assert '<span lang="en" dir="ltr">Predicted labels</span>' in model
    assert ".mh-english" in styles(built, model)
    assert 'lang="en"' not in framed["about/index.html"]


def test_a_site_in_english_is_not_told_apart(tmp_path: Path) -> None:
    built, pages = build(tmp_path / "hub", "{name: material, font: false}")
    model = pages["models/news_en/index.html"]
    assert 'class="mh-english"' not in model
    assert ".mh-english" not in styles(built, model)
    assert ".mh-plain" not in styles(built, model)


def test_the_menu_calls_pages_what_the_configuration_calls_them(tmp_path: Path) -> None:
    more = "nav: [{Start: index.md}, {Modelle: models/index.md}, about.md]"
    _, pages = build(tmp_path / "hub", "{name: material, font: false, language: de}", more=more)
    assert "Modelle" in pages["models/news_en/index.html"]
    assert "<title>Modelle - Our hub</title>" in pages["models/index.html"]
    _, whole = build(tmp_path / "hub", "{name: material, font: false, language: de}", frames=False, more=more)
    assert lines(pages["models/index.html"]) == lines(whole["models/index.html"])


def searched(built: BuiltSite) -> set[str]:
    """The addresses that the theme's own search finds."""
    index = json.loads((built.folder / "search" / "search_index.json").read_bytes())
    return {entry["location"].partition("#")[0] for entry in index["docs"]}


def test_the_theme_of_mkdocs_itself(tmp_path: Path) -> None:
    built, framed = build(tmp_path / "hub", "mkdocs")
    assert (built.slow, built.warnings) == ("", ())
    assert searched(built) == {"about/"}
    whole_site, whole = build(tmp_path / "hub", "mkdocs", frames=False)
    assert framed.keys() == whole.keys() >= {f"models/{name}/index.html" for name in MODELS}
    for path, page in framed.items():
        assert lines(page) == lines(whole[path]), path
    assert searched(whole_site) == {"about/"}
    assert '<div class="mh-plain md-typeset">' in framed["models/news_en/index.html"]
    assert ".mh-plain" in styles(whole_site, framed["models/news_en/index.html"])
    assert "mh-plain" not in framed["about/index.html"]


def test_a_theme_that_puts_pages_into_its_scripts_is_made_page_by_page(tmp_path: Path) -> None:
    built, pages = build(tmp_path / "hub", "readthedocs")
    assert "the theme and its plugins make something else of this page than of its frame" in built.slow
    assert built.warnings == ()
    assert not [file for file in built.folder.rglob("*") if file.is_file() and b"mhmark0" in file.read_bytes()]
    assert searched(built) == {"about/"}
    _, whole = build(tmp_path / "hub", "readthedocs", frames=False)
    assert pages == whole


def test_a_theme_that_hides_contents_is_made_page_by_page(tmp_path: Path) -> None:
    """A frame without its content cannot be cut."""
    root = tmp_path / "hub"
    make_hub(root)
    (root / "docs").mkdir()
    (root / "theme").mkdir()
    template = (
        "<html><head></head><body>{{ page.title }}{% if not page.toc %}{{ page.content }}{% endif %}</body></html>"
    )
    (root / "theme" / "main.html").write_text(template, encoding="utf-8")
    built, pages = build(root, "{name: null, custom_dir: theme}")
    assert built.slow == "the theme does not show the content of a page once, and as it is"
    assert "<body>News topics</body>" in pages["models/news_en/index.html"]
    assert "<h1>Compare models</h1>" in pages["compare/index.html"]
