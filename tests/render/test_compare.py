"""The page that compares models is empty until its script runs, and says so where none runs."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from generator.hub import STATUSES
from generator.render import assets
from generator.render.compare import compare_page
from generator.render.links import Links


def test_without_a_script_the_page_leads_elsewhere() -> None:
    page = compare_page(Links()).make()
    assert page.path == "compare/index.html"
    (without,) = re.findall(r"<noscript>(.*?)</noscript>", page.html, re.DOTALL)
    assert re.findall(r'href="([^"]*)"', without) == ["../models/", "../leaderboards/"]
    assert re.search(r'id="mh-compare"[^>]* hidden>', page.html)


@pytest.mark.parametrize(("directory_urls", "end"), [(True, ""), (False, "index.html")])
def test_the_script_is_the_sites_own_and_knows_where_it_is(directory_urls: bool, end: str) -> None:  # noqa: FBT001
    page = compare_page(Links(directory_urls)).make()
    assert re.findall(r'<script type="module" src="\.\./([^"]*)">', page.html) == ["assets/compare/compare.js"]
    assert f'data-mh-root="../" data-mh-page="{end}"' in page.html
    (words,) = re.findall(r'data-mh-words="(.*?)"', page.html)
    told = json.loads(unescape(words))
    assert set(told["statuses"]) == set(STATUSES)
    assert told["lower"] == ["cer", "mae", "mse", "wer"]
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", page.html)


def test_what_the_script_imports_is_among_the_sites_files() -> None:
    files = assets()
    scripts = {path: data.decode() for path, data in files.items() if path.startswith("assets/compare/")}
    assert "assets/compare/compare.js" in scripts
    for text in scripts.values():
        for name in re.findall(r'^import .* from "\./([^"]*)"', text, re.MULTILINE):
            assert f"assets/compare/{name}" in scripts
        assert "innerHTML" not in text
        assert "insertAdjacentHTML" not in text
