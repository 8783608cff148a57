"""Looking at cards in several processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator.diagnostic import Span
from generator.lint import Outcome
from generator.lint.rule import Finding
from generator.lint.rules import BROKEN_RULE
from generator.processes import Processes
from generator.store import CardFile
from generator.sweep.coding import encode
from generator.sweep.look import look


def look_in_processes(files: Iterable[CardFile], codes: frozenset[str], jobs: int) -> Iterator[tuple[CardFile, bytes]]:
    """Look at cards in several processes, by the rules of these codes.

    Should a card end its process, it is found out which one, and that is said of it; all others are looked at.

    Yields:
        Each card with its encoded outcome.
    """
    processes: Processes[CardFile, bytes] = Processes(partial(look, codes=codes), jobs)
    for file, outcome in processes.outcomes(files):
        yield file, encode(_broken(file)) if outcome is None else outcome


def _broken(file: CardFile) -> Outcome:
    hint = "a mistake in modelhub, not in the card: report it"
    finding = Finding(Span(1), "the process that checked this card ended in the middle of it", hint)
    return Outcome(file.path, ((BROKEN_RULE.code, finding),))
