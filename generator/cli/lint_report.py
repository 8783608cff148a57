"""What ``modelhub lint`` keeps of a whole hub for the site."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator import store
from generator.diagnostic import Diagnostic, Level
from generator.listing import LintCount
from generator.store import CardFile


class Digests:
    """Remembers the digests of cards on their way to being checked."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def note(self, files: Iterable[CardFile]) -> Iterator[CardFile]:
        """Pass the files on."""
        for file in files:
            self._known[file.path] = hashlib.sha256(file.data).hexdigest()
            yield file

    def keep(self, root: Path, found: Sequence[Diagnostic]) -> None:
        """Keep what was found in these cards."""
        counts: defaultdict[str, Counter[Level]] = defaultdict(Counter)
        for item in found:
            counts[item.path][item.level] += item.count
        report = {path: (sha256, _count(counts[path])) for path, sha256 in self._known.items()}
        store.keep_lint_report(root, report)


def _count(levels: Counter[Level]) -> LintCount:
    return LintCount(levels[Level.ERROR], levels[Level.WARNING], levels[Level.INFO])
