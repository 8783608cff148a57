"""Serving a folder and opening its pages in a browser. Nothing leaves this machine."""

from __future__ import annotations

import functools
import http.server
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from patience import PATIENCE
from playwright.sync_api import Browser, Page, expect

Open = Callable[..., Page]

expect.set_options(timeout=PATIENCE * 1000)

#: Where every site that is served here has an empty page.
NOTHING = "nothing.html"
WINDOW = {"width": 1280, "height": 720}
LOOKS: Any = {"media": "screen", "color_scheme": "light", "reduced_motion": "no-preference"}


def copied(page: Page) -> str:
    """What was copied last; who waits for it asks again, since Playwright's own waiting breaks the site's policy."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def send_head(self) -> Any:
        """Serve the empty page too."""
        if self.path != f"/{NOTHING}":
            return super().send_head()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        return io.BytesIO(b'<!doctype html><link rel="icon" href="data:,">')

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, until the block ends."""
    handler = functools.partial(QuietHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Tabs:
    """Tabs of Chromium, lent to one test of a site after another: to open one takes longer than most tests take."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        #: Those that no test has, by whether scripts run in them.
        self._idle: dict[bool, list[Page]] = {True: [], False: []}
        self._troubles: list[str] = []

    def _new(self, *, scripts: bool) -> Page:
        context = self._browser.new_context(
            permissions=["clipboard-read", "clipboard-write"], java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        found = self._troubles.append
        page.on("console", lambda message: found(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: found(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(self._address) else found(asked.url))
        page.on("dialog", lambda dialog: (found(f"dialog: {dialog.message}"), dialog.dismiss()))
        return page

    def _take_back(self, page: Page, *, scripts: bool) -> None:
        """Forget what a test did."""
        page.unroute_all()
        page.goto(f"{self._address}{NOTHING}")
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self._idle[scripts].append(page)

    @contextmanager
    def lend(self) -> Iterator[Open]:
        """Opens pages for a test. Where the block ends, nothing may have gone wrong in them."""
        lent: list[tuple[Page, bool]] = []
        own: list[Page] = []

        def start(path: str = "", *, scripts: bool = True, alone: bool = False, **looks: Any) -> Page:
            page = self._new(scripts=scripts) if alone or not self._idle[scripts] else self._idle[scripts].pop()
            if alone:  # It changes what cannot be changed back.
                own.append(page)
            else:
                lent.append((page, scripts))
            page.set_viewport_size(looks.pop("viewport", WINDOW))
            page.emulate_media(**LOOKS | looks)
            page.goto(self._address + path)
            return page

        yield start
        for page, scripts in lent:
            self._take_back(page, scripts=scripts)
        for page in own:
            page.context.close()
        troubles, self._troubles[:] = list(self._troubles), []
        assert not troubles, troubles

    def close(self) -> None:
        """Close them all."""
        for page in (*self._idle[True], *self._idle[False]):
            page.context.close()


@contextmanager
def opener(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages of a site that no other test has."""
    tabs = Tabs(browser, address)
    with tabs.lend() as start:
        yield start
    tabs.close()
