"""The policy in real builds: on every page, with what ``mkdocs.yml`` asks for, and never for what a card brings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from site_maker import write_card

from generator.plugin import build_site
from generator.plugin.policy_hook import PolicyHook, asked_sources

PAGE = """\
# Mine

| a | b |
|---|--:|
| 1 | 2 |

<script>document.title = "mine"</script>

<button onclick="alert(1)">x</button>
"""


def settings(root: Path, **values: Any) -> MkDocsConfig:
    (root / "docs").mkdir(exist_ok=True)
    file = root / "mkdocs.yml"
    defaults = {"site_name": "x", "theme": {"name": "material", "font": False}, "plugins": ["search", "modelhub"]}
    file.write_text(yaml.safe_dump(defaults | values), encoding="utf-8")
    return base.load_config(str(file))


def policy_of(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    return found[1].replace("&#39;", "'") if found else ""


def test_every_page_of_a_site_has_the_policy_and_nothing_inline(tmp_path: Path) -> None:
    write_card(tmp_path, "a_en")
    settings(tmp_path, site_url="https://hub.example/sub/")
    (tmp_path / "docs" / "mine.md").write_text(PAGE, encoding="utf-8")
    built = build_site(tmp_path)
    pages = sorted(built.folder.rglob("*.html"))
    assert {"404.html", "index.html"} <= {page.name for page in pages}
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "script-src 'self';" in policy_of(html)
        assert not re.search(r"<script(?![^>]*(src=|json))|<style| style=", html)
        for link in re.findall(r'(?:src|href)="([^"]*assets/inline/[^"]*)"', html):
            there = built.folder / link.removeprefix("/sub/") if link.startswith("/") else page.parent / link
            assert there.is_file()
    assert "mine.md: the Content-Security-Policy keeps <button onclick> from running" in "\n".join(built.warnings)


def test_it_can_be_turned_off(tmp_path: Path) -> None:
    write_card(tmp_path, "a_en")
    settings(tmp_path, plugins=["search", {"modelhub": {"csp": False}}])
    html = (build_site(tmp_path).folder / "index.html").read_text(encoding="utf-8")
    assert not policy_of(html)
    assert "<script>" in html


def test_what_the_configuration_names_is_allowed_and_nothing_else(tmp_path: Path) -> None:
    config = settings(
        tmp_path,
        theme={"name": "material"},
        repo_url="https://github.com/us/hub",
        extra_css=["https://styles.example/a.css", "b.css"],
        extra_javascript=["//scripts.example/c.js", {"path": "https://modules.example/d.js", "type": "module"}],
    )
    assert asked_sources(config) == {
        "style-src": ["https://styles.example", "https://fonts.googleapis.com"],
        "script-src": ["https://scripts.example", "https://modules.example"],
        "connect-src": ["https://api.github.com"],
        "font-src": ["https://fonts.gstatic.com"],
    }
    policy = policy_of(PolicyHook(config, {"img-src": ["https://p.example"]}, on=True).page("<head>", "index.html"))
    assert "script-src 'self' https://scripts.example https://modules.example;" in policy
    assert "img-src 'self' data: https://p.example;" in policy


def test_a_wrong_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="csp_sources: `img-source`: no directive"):
        PolicyHook(settings(tmp_path), {"img-source": ["https://p.example"]}, on=True)


@pytest.mark.parametrize("content", ["<p><script>attack()</script></p>", "<p>another plugin changed this</p>"])
def test_what_came_with_a_card_is_never_made_a_file_of_the_site(tmp_path: Path, content: str) -> None:
    page = "<head></head><script>frame()</script><article><p><script>attack()</script></p></article>"
    hook = PolicyHook(settings(tmp_path), {}, on=True)
    html = hook.page(page, "a/index.html", content=content)
    assert "<script>attack()</script>" in html
    assert list(hook.files.values()) == [b"frame()"]
