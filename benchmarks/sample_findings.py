"""Draw findings of the linter at random, with the card's text around them, to judge them by eye.

    python benchmarks/sample_findings.py MI PY003 --seed 1 --size 20

The same cards, rules and seed give the same draw, whatever other rules are drawn with it. Cards take turns, so that no
two findings of a rule are of one card where there are enough cards. So do publishers (the folders of the cards), lest a
large batch of one publisher crowd out all others.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import TypeVar

from generator.cli.common import today
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.hub import hub_of
from generator.lint import lint
from generator.store import read_cards

Item = TypeVar("Item")

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_CARDS = Path(os.environ.get("MODELHUB_CORPUS", ROOT.parent / "shared")) / "corpus" / "cards"


def in_turn(lists: Iterable[Sequence[Item]]) -> list[Item]:
    """The first of each, then the second of each, and so on."""
    return [item for turn in zip_longest(*lists) for item in turn if item is not None]


def draw(found: Iterable[Diagnostic], size: int, seed: str) -> list[Diagnostic]:
    """So many findings of one rule, publishers and cards in turn; all where there are fewer."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    by_card: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in sorted(found):
        by_card[finding.path].append(finding)
    by_publisher: dict[PurePosixPath, list[str]] = defaultdict(list)
    for path in chance.sample(list(by_card), len(by_card)):
        by_publisher[PurePosixPath(path).parent].append(path)
    cards = [by_card[path] for path in in_turn(by_publisher.values())]
    return in_turn(chance.sample(of_card, len(of_card)) for of_card in cards)[:size]


def shown(finding: Diagnostic, lines: Sequence[str], context: int) -> Iterator[str]:
    """A finding, and the lines of its card from so many before it to so many behind it."""
    span = finding.span
    yield f"--- {finding.path}:{span.line}:{span.column} {finding.level.word} {finding.rule} {finding.message}"
    yield f"    help: {finding.help}"
    for edit in finding.fix.edits if finding.fix else ():
        yield f"    fix: line {edit.span.line}, columns {edit.span.column} to {edit.span.end_column}: {edit.text!r}"
    for number in range(max(1, span.line - context), min(len(lines), span.end_line + context) + 1):
        mark = ">" if span.line <= number <= span.end_line else " "
        yield f"{mark}{number:5} | {lines[number - 1]}"


def main() -> None:
    """Draw as the command line asks, and print what was drawn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="+", help="codes or families")
    parser.add_argument("--cards", type=Path, default=DEFAULT_CARDS, help="the folder of the cards")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=20, help="how many of each rule")
    parser.add_argument("--context", type=int, default=3, help="how many lines around each")
    arguments = parser.parse_args()
    cards = arguments.cards.resolve()
    hub = hub_of(read_cards(cards, cards))
    texts = {entry.card.path: entry.card.text for entry in hub.entries}
    by_rule: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in lint(hub, LintConfig(extend_select=arguments.rules, select=arguments.rules), today=today()):
        by_rule[finding.rule].append(finding)
    for rule, found in sorted(by_rule.items()):
        drawn = draw(found, arguments.size, f"{arguments.seed}:{rule}")
        count = len({finding.path for finding in found})
        print(f"===== {rule}: {len(found)} findings in {count} cards, {len(drawn)} drawn")
        for finding in drawn:
            print(*shown(finding, texts.get(finding.path, "").split("\n"), arguments.context), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
