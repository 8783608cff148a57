"""What ``modelhub lint`` last found in each card of a whole hub, kept in the hub so that the site can show it.

The report never stands for more than it saw: a count goes with the digest of the very bytes that were looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from generator.errors import ModelhubError
from generator.listing import LintCount
from generator.store.files import inside, write_atomically

#: From the hub's root.
FILE = ".modelhub/lint.json"
_VERSION = 1

#: By a card's path: the SHA-256 of its file, in hexadecimal, and what was found in it.
LintReport: TypeAlias = Mapping[str, tuple[str, LintCount]]


class _File(Struct, frozen=True):
    version: int
    cards: dict[str, tuple[str, LintCount]]


def read_lint_report(root: Path) -> LintReport:
    """The report of the hub at ``root``; an empty one where there is none that can be read."""
    with suppress(OSError, ModelhubError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        file = msgspec.json.decode(inside(root, FILE).read_bytes(), type=_File)
        if file.version == _VERSION:
            return file.cards
    return {}


def keep_lint_report(root: Path, report: LintReport) -> None:
    """Write the report. It is a help: where it cannot be written, the site says that the cards were not linted."""
    content = msgspec.json.encode(_File(_VERSION, dict(report)), order="sorted")
    with suppress(OSError, ModelhubError):
        path = inside(root, FILE)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            write_atomically(ignore, b"*\n")
        write_atomically(path, content + b"\n")


def counts_of(report: LintReport, digests: Mapping[str, str]) -> dict[str, LintCount]:
    """What was found in cards as they are now, by their paths.

    Args:
        report: As it was read.
        digests: The SHA-256 of each card's file as it is now, by path.
    """
    return {path: found for path, (sha256, found) in report.items() if digests.get(path) == sha256}
