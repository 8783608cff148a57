"""All that is known of a task's models, in order: what was measured, by evaluation data, and what authors claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.listing import Score
from generator.render.listed import Paging
from generator.render.metric import LOWER_IS_BETTER, figure, importance
from generator.render.ranking import Contender, DataBoards, boards_of

#: Models of one table on a page.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Claims:
    """What cards claim for a task.

    Attributes:
        metrics: The columns.
        models: In the order of the first.
    """

    metrics: tuple[str, ...]
    models: tuple[Contender, ...]

    def cells(self, model: Contender) -> tuple[str, ...]:
        """What one of the models claims, a text a column."""
        return tuple(_claim(model.claimed, metric) for metric in self.metrics)


@dataclass(frozen=True, slots=True)
class Rankings:
    """All tables of a task, whole.

    Attributes:
        path: Of the first page.
        models: How many there are for the task.
        measured: How many of them were measured.
    """

    task: str
    path: str
    models: int
    measured: int
    boards: tuple[DataBoards, ...]
    claims: Claims | None

    def pages(self) -> int:
        """How many pages the longest table takes."""
        lengths = [len(board.places) for data in self.boards for board in data.boards]
        return Paging(1, SHOWN, max([*lengths, len(self.claims.models) if self.claims else 0])).count

    def paging(self, number: int) -> Paging:
        """A page of the tables."""
        return Paging(number, SHOWN, SHOWN * self.pages())

    def from_place(self, place: int) -> Rankings:
        """Without the tables that end before a place, counted from 0."""
        kept = [(data, tuple(board for board in data.boards if len(board.places) > place)) for data in self.boards]
        claims = self.claims if self.claims and len(self.claims.models) > place else None
        return replace(self, boards=tuple(replace(data, boards=some) for data, some in kept if some), claims=claims)

    def rows(self, paging: Paging) -> object:
        """What of the tables a page shows, as data."""
        boards = [
            (data.data, data.data_sha256, data.rows, data.models, board.task, board.metric, board.signature,
             len(board.places), paging.cut(board.places))
            for data in self.boards
            for board in data.boards
        ]  # fmt: skip
        claims = self.claims and (self.claims.metrics, len(self.claims.models), paging.cut(self.claims.models))
        return boards, claims


def rankings_of(task: str, path: str, models: int, found: Sequence[Contender]) -> Rankings:
    """All tables of a task.

    Args:
        task: The task.
        path: Of its first page.
        models: How many models there are for it.
        found: Those for which there are figures.
    """
    measured = sum(bool(model.measured) for model in found)
    return Rankings(task, path, models, measured, boards_of(found), claims_of(found))


def longest(found: Sequence[Contender]) -> int:
    """Rows of the longest table."""
    rows = Counter(
        (score.data_sha256, model.task, score.metric, score.signature)
        for model in found
        for score in model.measured
        if score.data_sha256
    )
    return max(*rows.values(), 0, sum(bool(model.claimed) for model in found))


def claims_of(models: Sequence[Contender]) -> Claims | None:
    """What these models' cards claim; ``None`` where they claim nothing."""
    claiming = [model for model in models if model.claimed]
    if not claiming:
        return None
    count = Counter(metric for model in claiming for metric in {score.metric for score in model.claimed})
    metrics = sorted(count, key=importance)
    first = max(metrics, key=lambda metric: count[metric])
    columns = (first, *(metric for metric in metrics if metric != first))
    sign = 1 if first in LOWER_IS_BETTER else -1

    def place(model: Contender) -> tuple[bool, float, str, str]:
        values = [score.value for score in model.claimed if score.metric == first]
        best = min((sign * value for value in values), default=0.0)
        return not values, best, model.name.casefold(), model.url

    return Claims(columns, tuple(sorted(claiming, key=place)))


def _claim(claimed: Sequence[Score], metric: str) -> str:
    """What a card claims of a metric: one figure, or from the lowest to the highest of several."""
    values = sorted({score.value for score in claimed if score.metric == metric})
    texts = [figure(value, "number") for value in (*values[:1], *values[1:][-1:])]  # No more digits than were written.
    return "–".join(dict.fromkeys(texts))  # noqa: RUF001  a range
