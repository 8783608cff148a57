"""A built site, a server for it, and Chromium. Nothing leaves this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from attack_cards import write_attacks
from catalogue_maker import make_catalogue
from page_opener import Open, Tabs, opener, served
from playwright.sync_api import Browser, sync_playwright
from site_maker import make_hub, write_card

from generator.plugin import build_site
from generator.plugin.site import DEFAULT_SITE

#: A page of the site's author, with what pages have inline.
HAND_WRITTEN = """\
# Mine

| a | b |
|---|--:|
| 1 | 2 |

<p id="said"></p>
<style>#said { color: rgb(1, 2, 3) }</style>
<script>document.getElementById("said").textContent = "It ran"</script>
"""
INSTANT = """\
theme:
  features: [navigation.instant, navigation.instant.progress, content.code.copy, content.tabs.link, search.suggest]
plugins: [search, modelhub]
nav: [index.md, models/index.md, mine.md]
"""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a hub with a model of every status is served."""
    with served(build_site(make_hub(tmp_path_factory.mktemp("browser"))).folder) as there:
        yield there


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a hub is served whose cards mean harm."""
    with served(build_site(write_attacks(tmp_path_factory.mktemp("attacked"))).folder) as there:
        yield there


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the machine has it."""
    # The first shows pages as the others do and takes half the time, for it has no window around them.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        message = "no Chromium on this machine: install the package `chromium`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="session")
def tabs_of_page(browser: Browser, address: str) -> Tabs:
    return Tabs(browser, address)


@pytest.fixture
def open_page(tabs_of_page: Tabs) -> Iterator[Open]:
    """Opens pages of the site of a hub with a model of every status."""
    with tabs_of_page.lend() as start:
        yield start


@pytest.fixture(scope="session")
def tabs_of_attacked(browser: Browser, attacked: str) -> Tabs:
    return Tabs(browser, attacked)


@pytest.fixture
def open_attacked(tabs_of_attacked: Tabs) -> Iterator[Open]:
    """Opens pages of the site of a hub whose cards mean harm."""
    with tabs_of_attacked.lend() as start:
        yield start


@pytest.fixture
def open_instant(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens pages of a site with instant navigation: the theme replaces pages without loading them anew."""
    write_card(tmp_path, "news_en", title="News topics")
    write_card(tmp_path, "mail_en", title="Mail topics")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mine.md").write_text(HAND_WRITTEN, encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    with served(site) as address:
        (tmp_path / "mkdocs.yml").write_text(
            f"INHERIT: {DEFAULT_SITE}\n{INSTANT}site_url: {address}\n", encoding="utf-8"
        )
        build_site(tmp_path)
        with opener(browser, address) as start:
            yield start


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a hub with many different models is served, with a page of a guide."""
    with served(build_site(make_catalogue(tmp_path_factory.mktemp("catalogue"))).folder) as there:
        yield there


@pytest.fixture(scope="session")
def tabs_of_catalogue(browser: Browser, catalogue: str) -> Tabs:
    return Tabs(browser, catalogue)


@pytest.fixture
def open_catalogue(tabs_of_catalogue: Tabs) -> Iterator[Open]:
    """Opens pages of that site."""
    with tabs_of_catalogue.lend() as start:
        yield start
