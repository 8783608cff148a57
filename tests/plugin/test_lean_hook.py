"""Lean frames in real builds: the same styles in the same order in one file, whatever the theme and the user bring."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from site_maker import write_card

from generator.plugin import build_site

PALETTE = [{"scheme": name, "toggle": {"icon": "material/brightness-7", "name": name}} for name in ("default", "slate")]
_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]*)">')


def site(root: Path, **values: Any) -> Path:
    write_card(root, "a_en")
    docs = root / "docs"
    (docs / "css").mkdir(parents=True, exist_ok=True)
    (docs / "mine.md").write_text("# Mine\n\n```text\none\n\n   two\n```\n", encoding="utf-8")
    (docs / "css" / "mine.css").write_text(".mine { background: url(mine.png) }\n", encoding="utf-8")
    theme = {"name": "material", "font": False}
    settings = {"site_name": "x", "theme": theme, "plugins": ["modelhub"], "extra_css": ["css/mine.css"]} | values
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return build_site(root).folder


def sheets(site: Path, page: str) -> list[Path]:
    html = (site / page).read_text(encoding="utf-8")
    return [
        site / link.removeprefix("/sub/") if link.startswith("/") else (site / page).parent / link
        for link in _SHEET.findall(html)
    ]


def test_every_page_has_one_sheet_with_all_styles(tmp_path: Path) -> None:
    built = site(tmp_path, site_url="https://hub.example/sub/")
    pages = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    assert {"404.html", "mine/index.html", "models/a_en/index.html", "models/index.html"} <= set(pages)
    found = {tuple(sheet.resolve() for sheet in sheets(built, page)) for page in pages}
    ((sheet,),) = found
    css = sheet.read_text(encoding="utf-8")
    parts = [css.index(part) for part in (".md-grid", ".mine {", ".mh-status {", ".mh-cards")]
    assert parts == sorted(parts)
    assert ".mine { background: url(../../css/mine.png) }" in css
    assert "@charset" not in css
    assert "sourceMappingURL" not in css


def test_only_what_surrounds_a_page_loses_white_space(tmp_path: Path) -> None:
    html = (site(tmp_path) / "mine/index.html").read_text(encoding="utf-8")
    assert "one\n\n   two\n" in html
    head, _, rest = html.partition("<article")
    around = head.lstrip() + "x" + rest.partition("</article>")[2]
    assert not re.search(r"\n\s*\n|\n ", re.sub(r"<script.*?</script>", "<script>", around, flags=re.DOTALL))


def test_scripts_wait_in_the_order_of_the_theme(tmp_path: Path) -> None:
    html = (site(tmp_path, extra_javascript=["js/mine.js"]) / "models/a_en/index.html").read_text(encoding="utf-8")
    waiting = re.findall(r'<script defer src="([^"]*)">', html)
    assert [link.rpartition("/")[2].partition(".")[0] for link in waiting] == ["bundle", "mine", "modelhub"]
    early = re.findall(r'<link rel="preload" as="script" href="([^"]*)">', html)
    assert early
    assert all(html.count(link) > 1 for link in early)


@pytest.mark.parametrize("frames", [True, False])
def test_it_can_be_turned_off(tmp_path: Path, *, frames: bool) -> None:
    built = site(tmp_path, plugins=[{"modelhub": {"lean": False, "frames": frames}}])
    html = (built / "models/a_en/index.html").read_text(encoding="utf-8")
    assert "assets/sheets" not in html
    assert "<script defer" not in html
    names = [sheet.name for sheet in sheets(built, "models/a_en/index.html")]
    assert names[names.index("mine.css") + 1] == "modelhub.css"


def test_another_theme_is_made_lean_too(tmp_path: Path) -> None:
    built = site(tmp_path, theme={"name": "mkdocs"})
    joined = [sheet for sheet in sheets(built, "models/a_en/index.html") if sheet.parent.name == "sheets"]
    css = joined[-1].read_text(encoding="utf-8")
    assert css.index(".mine {") < css.index("\n.mh-status {")


def test_a_sheet_of_ones_own_in_the_place_of_ours_counts(tmp_path: Path) -> None:
    (tmp_path / "docs" / "assets").mkdir(parents=True)
    (tmp_path / "docs" / "assets" / "modelhub.css").write_text(".ours-is-gone { top: 0 }", encoding="utf-8")
    built = site(tmp_path)
    (sheet,) = sheets(built, "models/a_en/index.html")
    css = sheet.read_text(encoding="utf-8")
    assert ".ours-is-gone" in css
    assert "\n.mh-status {" not in css


@pytest.mark.parametrize("csp", [True, False])
def test_every_page_begins_as_the_theme_makes_it(tmp_path: Path, *, csp: bool) -> None:
    built = site(tmp_path, plugins=[{"modelhub": {"csp": csp}}], theme={"name": "material", "palette": PALETTE})
    for page in ("models/a_en/index.html", "mine/index.html", "404.html"):
        html = (built / page).read_text(encoding="utf-8")
        first = re.search(r'<script(?: src="/?(?:\.\./)*([^"]*)")?>(.*?)</script>', html, re.DOTALL)
        assert first
        script = (built / first[1]).read_text(encoding="utf-8") if csp else first[2]
        assert script.startswith("__md_scope=")
        assert script.endswith("(document.documentElement)")
        scripts = re.findall(r'<script src="/?(?:\.\./)*(assets/inline/[^"]*)"', html)
        choosing = [(built / path).read_text(encoding="utf-8") for path in scripts] if csp else [html]
        assert sum("var palette=__md_get" in text and "mdColorMedia" in text for text in choosing) == 1
