"""How fast a hub is linted, against a peer on the same cards in the same run; of building, see ``site.py``.

    python benchmarks/hub.py --cards ../shared/corpus/cards --runs 3

Prints seconds (median of the runs), peak memory of the largest process, output size, and the ratio to the peer.
Trust the ratios: seconds are of the machine that it ran on.

The peer is python-frontmatter loading every card, which is a part of what linting a card takes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_CARDS = Path(os.environ.get("MODELHUB_CORPUS", ROOT.parent / "shared")) / "corpus" / "cards"

FRONT_MATTER_PEER = """
import pathlib, sys, frontmatter
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.md")):
    frontmatter.load(str(path))
"""

MKDOCS_PEER = """
site_name: peer
site_url: https://example.org/
docs_dir: docs
nav: [index.md]
not_in_nav: cards/
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [admonition, attr_list, md_in_html, tables, pymdownx.highlight, pymdownx.superfences]
"""


@dataclass(frozen=True)
class Cost:
    """One run: wall seconds, peak memory in MB, output in MB."""

    seconds: float
    peak_mb: float
    output_mb: float = 0.0


def measure(command: list[str], cwd: Path, output: Path | None = None, fine: tuple[int, ...] = (0,)) -> Cost:
    """Run a command once and read its cost from the operating system.

    Args:
        command: What to run.
        cwd: Where to run it.
        output: The folder that it writes; emptied before.
        fine: Exit codes that count as success.

    Raises:
        SystemExit: The command failed; its output is shown.
    """
    if output:
        shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=log, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            log.seek(0)
            sys.exit(f"{' '.join(command)} exited with {process.returncode}\n{log.read().decode()[-2000:]}")
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file()) if output else 0
    return Cost(seconds, usage.ru_maxrss / 1024, size / 1e6)


def median(runs: list[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        *(statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "peak_mb", "output_mb"))
    )


def lint_pair(cards: Path) -> tuple[Callable[[], Cost], Callable[[], Cost]]:
    """Linting, and loading the front matter alone."""
    ours = [sys.executable, "-m", "generator", "lint", "--no-cache", "--format", "json", str(cards)]
    peer = [sys.executable, "-c", FRONT_MATTER_PEER, str(cards)]
    return (lambda: measure(ours, ROOT, fine=(0, 1))), (lambda: measure(peer, ROOT))  # 1: something was found.


def compare(name: str, count: int, runs: int, pair: tuple[Callable[[], Cost], Callable[[], Cost]]) -> None:
    """Run both in turn and print a line each."""
    ours, peer = [], []
    for _ in range(runs):
        ours.append(pair[0]())
        peer.append(pair[1]())
    ratio = statistics.median(a.seconds / b.seconds for a, b in zip(ours, peer, strict=True))
    for who, cost in (("modelhub", median(ours)), ("peer", median(peer))):
        print(
            f"{name:6} {who:9} {cost.seconds:8.2f} s {count / cost.seconds:8.0f} cards/s "
            f"{cost.peak_mb:7.0f} MB peak {cost.output_mb:7.1f} MB out"
        )
    print(f"{name:6} ratio of seconds, modelhub / peer: {ratio:.2f}\n")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, default=DEFAULT_CARDS, help="folder of cards")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, in turn")
    arguments = parser.parse_args()
    cards: Path = arguments.cards.resolve()
    count = sum(1 for _ in cards.rglob("*.md"))
    if not count:
        parser.error(f"no cards in {cards}")
    print(f"{count} cards, {os.cpu_count()} cores, {arguments.runs} runs each\n")
    compare("lint", count, arguments.runs, lint_pair(cards))


if __name__ == "__main__":
    main()
