"""Progress bars."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


#: Seconds between two drawings by hand.
_PAUSE = 0.1


class Bars:
    """A bar for the whole and, beneath it, one for each of its parts that is under way.

    Args:
        shown: Where they are shown; ``None`` for nowhere.
        by_hand: Whether they are drawn when something is told, and not by a thread.
    """

    def __init__(self, shown: Progress | None, *, by_hand: bool = False) -> None:
        self._shown = shown
        self._by_hand = by_hand
        self._drawn = 0.0
        self._whole: TaskID | None = None
        self._parts: dict[str, TaskID] = {}

    def tell(self, doing: str, done: int, total: int) -> None:
        """Say what is being done, how much is done, and how much there is to do."""
        self._whole = self._update(self._whole, doing, done, total)

    def tell_part(self, part: str, doing: str, done: int, total: int) -> None:
        """The same of a part."""
        task = self._update(self._parts.get(part), doing, done, total)
        if task is not None:
            self._parts[part] = task

    def end_part(self, part: str) -> None:
        """Take the bar of a part away, if it has one."""
        task = self._parts.pop(part, None)
        if self._shown and task is not None:
            self._shown.remove_task(task)

    def _update(self, task: TaskID | None, doing: str, done: int, total: int) -> TaskID | None:
        if self._shown is None:
            return None
        from rich.markup import escape  # noqa: PLC0415 - slow to import, and only a terminal needs it

        # A card's file name may hold brackets, which are no markup.
        if task is None:
            return self._shown.add_task(escape(doing), completed=done, total=total)
        self._shown.update(task, description=escape(doing), completed=done, total=total)
        if self._by_hand and (done == total or time.monotonic() > self._drawn + _PAUSE):
            self._shown.refresh()
            self._drawn = time.monotonic()
        return task


@contextmanager
def progress_bars(*, wanted: bool = True, by_hand: bool = False) -> Iterator[Bars]:
    """Progress bars on standard error where that is a terminal; nothing elsewhere, or where none are wanted.

    Args:
        wanted: Whether any are.
        by_hand: Draw them only when something is told, without a thread: a program with threads cannot be forked.
    """
    if not wanted or not sys.stderr.isatty():
        yield Bars(None)
        return
    from rich import progress  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.console import Console  # noqa: PLC0415 - the same

    columns = (
        progress.SpinnerColumn(),
        progress.MofNCompleteColumn(),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
        progress.TextColumn("{task.description}"),
    )
    console = Console(stderr=True)
    with progress.Progress(*columns, console=console, transient=True, auto_refresh=not by_hand) as shown:
        yield Bars(shown, by_hand=by_hand)
