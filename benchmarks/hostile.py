"""How long cards take that are written to take long: reading one and checking every rule.

    python benchmarks/hostile.py --kib 512 --slowest 20

Prints CPU seconds, the number of findings and the card's kind, the slowest first. A file larger than the reader's limit
is refused at once, so no size takes longer.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hostile_cards import CARDS  # noqa: E402 - the tests' own helper

from generator.config import LintConfig  # noqa: E402 - from this folder, whether installed or not
from generator.hub import hub_of  # noqa: E402 - likewise
from generator.lint import lint  # noqa: E402 - likewise
from generator.read import read_card  # noqa: E402 - likewise


def cost(text: str) -> tuple[float, float, int]:
    """CPU seconds of reading and of linting a card, and how much is found."""
    started = time.process_time()
    reading = read_card(text.encode(), path="cards/a.md", key="a")
    read = time.process_time()
    found = lint(hub_of([reading]), LintConfig(select=["ALL"]), today=date(2026, 1, 1))
    return read - started, time.process_time() - read, sum(item.count for item in found)


def main() -> None:
    """Measure every kind, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", help="kinds of cards; all of them by default")
    parser.add_argument("--kib", type=int, default=512, help="size of each card")
    parser.add_argument("--slowest", type=int, default=20, help="how many are shown")
    options = parser.parse_args()
    cost("---\nname: a\n---\n")  # what is loaded on the way is no card's fault
    costs = {kind: cost(CARDS[kind](options.kib * 1024)) for kind in options.kinds or CARDS}
    print("  read   lint    all  findings  kind")
    for kind, (read, linted, found) in sorted(costs.items(), key=lambda item: -sum(item[1][:2]))[: options.slowest]:
        print(f"{read:6.2f} {linted:6.2f} {read + linted:6.2f} {found:9,}  {kind}")


if __name__ == "__main__":
    main()
