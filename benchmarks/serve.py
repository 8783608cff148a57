"""How long an edited card takes to be seen: from writing its file to the first answer of the server that shows it.

    python benchmarks/serve.py --cards ../shared/corpus/cards
    python benchmarks/serve.py --cards cards --servers modelhub --edits 9

Serves a copy of the cards with `modelhub serve` and with `mkdocs serve`, changes a card's description again and again,
and asks for its page until the new words are in it. Prints a line a server: median and longest time in seconds, the
processor seconds that the server took for one edit, and how often it built. Between two edits it waits until the
server is quiet. The processor seconds hold on a busy machine; the times do not.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub import DEFAULT_CARDS

MKDOCS_YML = "site_name: Model hub\ntheme: {name: material, font: false}\nplugins: [search, modelhub]\n"
COMMANDS = {
    "modelhub": ["generator", "serve", "--address"],
    "mkdocs": ["mkdocs", "serve", "--dev-addr"],
}
#: What a server logs when it begins to build again.
BUILDS = "Detected file changes"
#: Seconds without work of its processor after which a server is taken for quiet.
QUIET = 1.5
#: A file that changes so shortly after it was looked at may be looked at more than once, as long as that is so.
RACY = 2.5


@dataclass(frozen=True)
class Edit:
    """What one edit took: seconds until it was seen, and of the processor."""

    seconds: float
    processor: float


def processor_seconds(process: int) -> float:
    """What a process and its children that ended have taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def settle(process: int) -> float:
    """Wait until a process is quiet; what it has taken until then."""
    taken, since = processor_seconds(process), time.monotonic()
    while time.monotonic() - since < QUIET:
        time.sleep(0.1)
        if (now := processor_seconds(process)) > taken + 0.05:
            taken, since = now, time.monotonic()
    return taken


def fetch(address: str) -> bytes:
    """A page; nothing where the server does not answer yet."""
    try:
        with urllib.request.urlopen(address, timeout=600) as answer:  # noqa: S310 - our own server
            return bytes(answer.read())
    except OSError:
        return b""


def seen(address: str, words: bytes, limit: float = 900) -> float:
    """Seconds until a page has some words."""
    start = time.monotonic()
    while words not in fetch(address):
        if time.monotonic() - start > limit:
            sys.exit(f"{address} does not show {words!r}")
        time.sleep(0.02)
    return time.monotonic() - start


@contextmanager
def serving(server: str, root: Path, log: Path) -> Iterator[tuple[int, str]]:
    """A server of the hub at ``root``: its process and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *COMMANDS[server], f"127.0.0.1:{port}"]
    environment = {**os.environ, "MODELHUB_CACHE": str(root / "cache"), "NO_MKDOCS_2_WARNING": "true"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output)
    try:
        yield process.pid, f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def edits(server: str, root: Path, count: int, log: Path) -> list[Edit]:
    """Serve a hub, and edit one of its cards so often."""
    cards = sorted(path for path in (root / "cards").rglob("*.md") if b"\n## Description\n" in path.read_bytes())
    card = cards[len(cards) // 2]
    text = card.read_text(encoding="utf-8")
    found = []
    with serving(server, root, log) as (process, address):
        page = f"{address}models/{card.stem}/"
        seen(page, b"</html>")
        for number in range(count):
            before = settle(process)
            time.sleep(RACY)
            words = f"Edit number {number} of this card."
            card.write_text(re.sub(r"\n## Description\n", rf"\g<0>\n{words}\n", text, count=1), encoding="utf-8")
            seconds = seen(page, words.encode())
            found.append(Edit(seconds, settle(process) - before))
    return found


def main() -> None:
    """Print a line a server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, default=DEFAULT_CARDS, help="a folder of cards; it is copied")
    parser.add_argument("--servers", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--edits", type=int, default=5)
    given = parser.parse_args()
    print("server    cards  median, s  longest, s  processor, s an edit  builds an edit")
    for server in given.servers:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "hub")
            shutil.copytree(
                given.cards, root / "cards", ignore=lambda _, names: [n for n in names if n.startswith(".")]
            )
            (root / "modelhub.toml").touch()
            (root / "docs").mkdir()
            if server == "mkdocs":
                (root / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
            log = Path(folder, "log")
            found = edits(server, root, given.edits, log)
            times = [edit.seconds for edit in found]
            builds = log.read_text(encoding="utf-8").count(BUILDS) / len(found)
            processor = statistics.median(edit.processor for edit in found)
            cards = sum(1 for _ in (root / "cards").rglob("*.md"))
            print(
                f"{server:8} {cards:6,} {statistics.median(times):10.2f} {max(times):11.2f} {processor:21.2f}"
                f" {builds:15.1f}"
            )


if __name__ == "__main__":
    main()
