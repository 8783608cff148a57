"""Hold a built site to 95 of 100 in all that Lighthouse measures: ``lighthouse.py [SITE] [PATH ...]``. Fails else.

Needs Chromium on the path and npm, which fetches Lighthouse once. Each page is loaded five times, as a slow phone
would, and the median counts. What the server does is what hosts of static sites do at least: it compresses with gzip,
each file once, and keeps connections open (HTTP/1.1). It is no HTTP/2, sends nothing that lets a browser keep files,
and is as near as can be: Lighthouse itself reckons with the distance and the speed of a phone's network.

The points for speed depend on the machine: where other work keeps it busy, all tasks of a page seem longer. So the
figures that they come from are printed as well, with how fast Lighthouse found the machine.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
#: What the points for speed come from.
FIGURES = {
    "first paint": "first-contentful-paint", "largest paint": "largest-contentful-paint", "speed index": "speed-index",
    "blocking": "total-blocking-time", "shift": "cumulative-layout-shift",
}  # fmt: skip
#: The median of five is about twice as steady as a single one, as Lighthouse's authors measured.
RUNS = 5
PATHS = ("models/2026-11-20-news_topic_en/", "models/", "browse/")
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".md", ".txt"}


class Compressing(SimpleHTTPRequestHandler):
    """Serves the site as a host does: compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed where that helps."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in COMPRESSED or not path.is_file():
            super().do_GET()
            return
        data = compressed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@cache
def compressed(path: Path, _changed: int) -> bytes:
    """A file, compressed; once, so that this takes no time of the browser's."""
    return gzip.compress(path.read_bytes(), mtime=0)


def main() -> None:
    """Serve the site on this machine and measure it."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site")
    chromium = shutil.which("chromium")
    if chromium is None or shutil.which("npx") is None or not (site / "index.html").is_file():
        sys.exit("needs `chromium` and `npx` on the path, and a built site: modelhub site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=site))
    Thread(target=server.serve_forever, daemon=True).start()
    poor = False
    for path in sys.argv[2:] or PATHS:
        reports = [measured(f"http://127.0.0.1:{server.server_port}/{path}", chromium) for _ in range(RUNS)]
        scores = {
            name: round(100 * median(report["categories"][name]["score"] or 0 for report in reports))
            for name in CATEGORIES
        }
        # Below 1,000 the machine is slower than what Lighthouse reckons with, and so is the page.
        speed = round(median(report["environment"]["benchmarkIndex"] for report in reports))
        said = ", ".join(f"{name} {score}" for name, score in scores.items())
        print(f"{path or 'home'}: {said} (benchmark index of the machine: {speed})", flush=True)
        print("  " + ", ".join(f"{name} {figure(reports, audit)}" for name, audit in FIGURES.items()), flush=True)
        for name, score in scores.items():
            if score < LEAST:
                poor = True
                print("\n".join(f"  {line}" for line in reasons(reports[-1], name)))
    server.shutdown()
    sys.exit(poor)


def figure(reports: list[dict[str, Any]], audit: str) -> str:
    """What one of the figures was in each run, as Lighthouse writes it."""
    return " / ".join(report["audits"][audit].get("displayValue", "?").replace("\xa0", " ") for report in reports)


def measured(url: str, chromium: str) -> dict[str, Any]:
    """Lighthouse's report of a page."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [
            "npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ]  # fmt: skip
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium}, timeout=300)  # noqa: S603
        found: dict[str, Any] = json.loads(report.read_bytes())
        return found


def reasons(report: dict[str, Any], category: str) -> list[str]:
    """What cost points, with what Lighthouse saw of it."""
    audits = [(report["audits"][item["id"]], item["weight"]) for item in report["categories"][category]["auditRefs"]]
    return [
        f"{category}: {audit['title']}: {audit.get('displayValue', audit['score'])}"
        for audit, weight in audits
        if weight and audit["score"] is not None and audit["score"] < 1
    ]


if __name__ == "__main__":
    main()
