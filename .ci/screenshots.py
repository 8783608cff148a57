"""Take the pictures that the README and the docs show: ``screenshots.py [SITE]``, after the site was built.

Needs Chromium on the path and the extra ``test``.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "assets"
WIDTH = 1280

#: Picture → page below the site's root with its fragment, colour scheme, height in pixels.
SHOTS: dict[str, tuple[str, Literal["light", "dark"], int]] = {
    "home.png": ("", "light", 900),
    "model-page.png": ("models/2026-11-20-news_topic_en/", "light", 900),
    "browse.png": ("models/", "light", 900),
    "compare.png": (
        "compare/?model=2026-11-20-news_topic_en&model=2026-11-20-sentiment_en",
        "light",
        900,
    ),
    "observed.png": ("models/2026-11-20-named_entities_en/#results", "dark", 900),
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves the site without a line a request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


def main() -> None:
    """Serve the site on this machine and photograph it."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site")
    chromium = shutil.which("chromium")
    if chromium is None or not (site / "index.html").is_file():
        sys.exit("needs `chromium` on the path, and a built site: modelhub site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
    Thread(target=server.serve_forever, daemon=True).start()
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (page_path, scheme, height) in SHOTS.items():
            page = browser.new_page(color_scheme=scheme, viewport={"width": WIDTH, "height": height})
            page.goto(f"http://127.0.0.1:{server.server_port}/{page_path}", wait_until="networkidle")
            page.screenshot(path=PICTURES / name)
            page.close()
            print(PICTURES / name)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
