"""What ``modelhub lint --online`` asks, and what it says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from generator.cli.progress import progress_bars
from generator.config import LintConfig
from generator.lint.formats import counted
from generator.lint.rule import OnlineRule
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.lint.web_links import WebLink

if TYPE_CHECKING:
    from generator.online.outcome import Outcome

INTERRUPTED = 130
#: So many reasons are listed.
REASONS = 5


def ask(links: Mapping[str, Sequence[WebLink]], config: LintConfig, root: Path, *, cached: bool = True) -> Outcome:
    """Ask the servers of the cards' links, with a progress bar where there is a terminal.

    Args:
        links: The links of each card, by its path.
        config: Which rules are checked where, and how to ask.
        root: The hub's root, where the cache lies.
        cached: Whether answers of earlier runs hold, and these are kept.

    Raises:
        Exit: Interrupted by Ctrl+C.
    """
    from generator.online.ask import ask_all  # noqa: PLC0415 - slow to import, and most runs ask nobody
    from generator.online.cache import Cache  # noqa: PLC0415 - the same

    cache = Cache(root if cached else None, config.online)
    try:
        with progress_bars() as bars:
            addresses = _addresses(links, config)
            return ask_all(addresses, config.online, cache, lambda done, total: bars.tell("links", done, total))
    except KeyboardInterrupt:
        click.echo("interrupted: what the servers said is kept; run again to go on", err=True)
        raise Exit(INTERRUPTED) from None


def _addresses(links: Mapping[str, Sequence[WebLink]], config: LintConfig) -> Iterator[str]:
    """The addresses of the links that some rule is about."""
    selection = choose(RULES, config, online=True)
    about = {rule.code for rule in selection.rules if isinstance(rule, OnlineRule)}
    for path, here in links.items():
        if about - selection.ignored_in(path):
            yield from (link.address for link in here)


def hint(named: Iterable[str]) -> str:
    """That rules were named which only ``--online`` checks; empty where none was."""
    codes = {rule.code for rule in RULES if isinstance(rule, OnlineRule)} & {name.upper() for name in named}
    return f"checked with `--online` only: {', '.join(sorted(codes))}" if codes else ""


def told(outcome: Outcome) -> str:
    """How many links there are, how they are, and why some could not be checked."""
    answers = outcome.answers.values()
    if not answers:
        return "no links to ask for"
    counts = Counter(answer.verdict for answer in answers)
    moved = sum(1 for answer in answers if answer.moved_to)
    parts = [
        f"{counts['alive']:,} alive{f' ({moved:,} moved)' if moved else ''}" if counts["alive"] else "",
        f"{counts['dead']:,} dead" if counts["dead"] else "",
        f"{counts['unchecked']:,} could not be checked" if counts["unchecked"] else "",
    ]
    known = len(answers) - outcome.asked
    asked = f"{counted(len(answers), 'link')}{f' ({known:,} asked earlier)' if known else ''}"
    return "\n".join([f"{asked}: {', '.join(filter(None, parts))}", *_reasons(outcome)])


def _reasons(outcome: Outcome) -> Iterator[str]:
    reasons = Counter(answer.reason for answer in outcome.answers.values() if answer.verdict == "unchecked")
    for reason, number in reasons.most_common(REASONS):
        yield f"  {number:,} not checked: {'' if number == 1 else 'each '}{reason}"
    if others := sum(reasons.values()) - sum(number for _, number in reasons.most_common(REASONS)):
        yield f"  {others:,} not checked for other reasons; `--extend-select LK008` shows all"
