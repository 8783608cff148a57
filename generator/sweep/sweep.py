"""Looking at many cards, and only at those that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from generator.lint import Outcome
from generator.lint.rules import BROKEN_RULE
from generator.store import CardFile
from generator.sweep.cache import OutcomeCache
from generator.sweep.coding import decode, decode_untrusted
from generator.sweep.look import look

#: Fewer cards are looked at sooner than processes start.
FEW = 32
#: So many cards are looked up in the cache at once.
BATCH = 128


def sweep(
    files: Iterable[CardFile], codes: frozenset[str], cache: OutcomeCache, *, jobs: int | None = None
) -> list[Outcome]:
    """Look at cards, by the rules of these codes.

    The outcome is the same whatever is in the cache and however many processes there are.

    Args:
        files: The cards.
        codes: The codes of the rules.
        cache: What is known already; what comes out is put into it.
        jobs: How many processes may be started; ``None`` for as many as there are processors.
    """
    outcomes: list[Outcome] = []

    def unknown() -> Iterator[CardFile]:
        rest = iter(files)
        while batch := list(islice(rest, BATCH)):
            known = {file.path: decode_untrusted(data, file.path, codes) for file, data in cache.get(batch)}
            outcomes.extend(outcome for file in batch if (outcome := known.get(file.path)))
            yield from (file for file in batch if not known.get(file.path))

    for file, data in _looked_at(unknown(), codes, jobs):
        outcome = decode(data)
        outcomes.append(outcome)
        if not file.problem and all(code != BROKEN_RULE.code for code, _ in outcome.found):
            cache.put(file, data)
    return outcomes


def _looked_at(files: Iterator[CardFile], codes: frozenset[str], jobs: int | None) -> Iterator[tuple[CardFile, bytes]]:
    few = list(islice(files, FEW))
    if len(few) == FEW and jobs != 1:
        from generator.processes import usable_processors  # noqa: PLC0415 - slow to import, and few cards need none
        from generator.sweep.pool import look_in_processes  # noqa: PLC0415 - the same

        jobs = jobs or usable_processors()
        if jobs > 1:
            yield from look_in_processes(chain(few, files), codes, jobs)
            return
    for file in chain(few, files):
        yield file, look([file], codes)[0]
