"""A built site, a server for it, and Chromium. Nothing leaves this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from catalogue_maker import make_catalogue
from page_opener import Open, opener, served
from playwright.sync_api import Browser, sync_playwright
from site_maker import make_hub

from generator.plugin import build_site


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a hub with a model of every status is served."""
    with served(build_site(make_hub(tmp_path_factory.mktemp("browser"))).folder) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the machine has it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
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


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page of the site; at the end, nothing may have gone wrong in it or have been asked of another host."""
    with opener(browser, address) as start:
        yield start


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a hub with many different models is served, with a page of a guide."""
    with served(build_site(make_catalogue(tmp_path_factory.mktemp("catalogue"))).folder) as site:
        yield site


@pytest.fixture
def open_catalogue(browser: Browser, catalogue: str) -> Iterator[Open]:
    """Open a page of that site."""
    with opener(browser, catalogue) as start:
        yield start
