"""What a first build can make of a hub without any frame, made by a process of its own while the renderer works."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import msgspec

from generator.forks import Forked
from generator.site.gather import Gathered
from generator.site.groups import groups_of
from generator.site.press import Writer, written
from generator.site.state import Output

#: With fewer models than this, there is too little to make.
MANY = 256

#: Of files that are made together, by their name: the key of what decides them, and each by its path.
Made: TypeAlias = Mapping[str, tuple[bytes, dict[str, Output]]]


class Ahead:
    """Makes the files that are made together, such as those that models are found by.

    Args:
        gathered: What the site is made of.
        aside: Where they are written, at the paths that they have in the site. It is dropped in the end.
    """

    def __init__(self, gathered: Gathered, aside: TemporaryDirectory[str]) -> None:
        self.folder = Path(aside.name)
        self._aside = aside
        self._making = Forked(partial(_made, gathered, self.folder))

    def made(self) -> Made:
        """What was made, waited for; nothing where that failed, or was told before."""
        with suppress(msgspec.DecodeError):
            return msgspec.msgpack.decode(self._making.outcome(), type=dict[str, tuple[bytes, dict[str, Output]]])
        return {}

    def drop(self) -> None:
        """Leave neither a process nor the folder behind."""
        self._making.end()
        self._aside.cleanup()


def _made(gathered: Gathered, folder: Path) -> bytes:
    writer = Writer(str(folder))
    made: Made = {group.name: (group.key, written(group, writer)) for group in groups_of(gathered)}
    return msgspec.msgpack.encode(made)
