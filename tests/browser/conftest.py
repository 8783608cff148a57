"""A built site, a server for it, and Chromium. Nothing leaves this machine."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attack_cards import write_attacks
from playwright.sync_api import Browser, Page, sync_playwright
from site_maker import make_hub, write_card

from generator.plugin import build_site
from generator.plugin.site import DEFAULT_SITE

Open = Callable[..., Page]

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


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields its address."""
    handler = functools.partial(QuietHandler, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a hub with a model of every status is served."""
    with serving(build_site(make_hub(tmp_path_factory.mktemp("browser"))).folder) as there:
        yield there


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of a hub is served whose cards mean harm."""
    with serving(build_site(write_attacks(tmp_path_factory.mktemp("attacked"))).folder) as there:
        yield there


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


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages of a site; at the end, nothing may have gone wrong in them or have been asked of another host."""
    troubles: list[str] = []
    contexts = []

    def start(path: str = "", **options: Any) -> Page:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else troubles.append(asked.url))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(address + path)
        return page

    yield start
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages of the site of a hub with a model of every status."""
    with watched(browser, address) as start:
        yield start


@pytest.fixture
def open_attacked(browser: Browser, attacked: str) -> Iterator[Open]:
    """Opens pages of the site of a hub whose cards mean harm."""
    with watched(browser, attacked) as start:
        yield start


@pytest.fixture
def open_instant(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens pages of a site with instant navigation: the theme replaces pages without loading them anew."""
    write_card(tmp_path, "news_en", title="News topics")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mine.md").write_text(HAND_WRITTEN, encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    with serving(site) as address:
        (tmp_path / "mkdocs.yml").write_text(
            f"INHERIT: {DEFAULT_SITE}\n{INSTANT}site_url: {address}\n", encoding="utf-8"
        )
        build_site(tmp_path)
        with watched(browser, address) as start:
            yield start
