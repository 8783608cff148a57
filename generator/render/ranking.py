"""Ranking what was measured: only figures of the same data, by the same metric, and no further than they tell.

Two models whose 95 % intervals overlap may well be equally good. Where the intervals are apart, the one is better on
data like this. The rule is a careful one: some differences that a paired test would show, it leaves open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from generator.hub import Status
from generator.listing import Listing, Score
from generator.render.metric import LOWER_IS_BETTER, figure, importance

#: ``best``: none has a better figure. ``open``: not clearly worse than the best, for their intervals overlap.
#: ``worse``: clearly worse. ``untold``: there is no interval to tell by.
Verdict = Literal["best", "open", "worse", "untold"]


class Contender(Struct, frozen=True, array_like=True):
    """A model, as far as a leaderboard shows it; see ``Listing``."""

    url: str
    name: str
    status: Status
    expires: str
    task: str
    parameters: int
    latency: float
    hardware: str
    measured: tuple[Score, ...]
    claimed: tuple[Score, ...]

    @classmethod
    def of(cls, listing: Listing) -> Contender:
        """What a leaderboard shows of a listing."""
        return cls(
            listing.url, listing.name, listing.status, listing.expires, listing.task, listing.parameters,
            listing.latency, listing.hardware, listing.measured, listing.claimed,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranked:
    """A model's place.

    Attributes:
        rank: From 1; models with the same figure, as it is shown, share a place, and the next places stay empty.
    """

    rank: int
    model: Contender
    score: Score
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Board:
    """Models that were measured on the same data by the same metric, best first; ``task`` is that of the runs."""

    task: str
    metric: str
    signature: str
    places: tuple[Ranked, ...]

    @property
    def lower_is_better(self) -> bool:
        """Whether the metric is an error."""
        return self.metric in LOWER_IS_BETTER


@dataclass(frozen=True, slots=True)
class DataBoards:
    """The boards of one file of evaluation data, the metric that a task is usually ranked by first."""

    data: str
    data_sha256: str
    rows: int
    models: int
    boards: tuple[Board, ...]


def boards_of(models: Iterable[Contender]) -> tuple[DataBoards, ...]:
    """What was measured of these models, by evaluation data: that of most models first."""
    found: defaultdict[str, defaultdict[tuple[str, str, str], list[tuple[Contender, Score]]]]
    found = defaultdict(lambda: defaultdict(list))
    for model in models:
        for score in model.measured:
            if score.data_sha256:
                found[score.data_sha256][model.task, score.metric, score.signature].append((model, score))
    boards = [_data_boards(sha256, kinds) for sha256, kinds in found.items()]
    return tuple(sorted(boards, key=lambda data: (-data.models, data.data, data.data_sha256)))


def _data_boards(sha256: str, kinds: defaultdict[tuple[str, str, str], list[tuple[Contender, Score]]]) -> DataBoards:
    order = sorted(kinds, key=lambda kind: (kind[0], importance(kind[1], kind[0]), kind[2]))
    scores = [score for measured in kinds.values() for _, score in measured]
    return DataBoards(
        data=min(score.data for score in scores),
        data_sha256=sha256,
        rows=max(score.rows for score in scores),
        models=len({model.url for measured in kinds.values() for model, _ in measured}),
        boards=tuple(Board(*kind, ranked(kinds[kind])) for kind in order),
    )


def ranked(measured: Sequence[tuple[Contender, Score]]) -> tuple[Ranked, ...]:
    """Rank models by figures of one metric on the same data, best first; equal ones by name."""
    if not measured:
        return ()
    sign = 1 if measured[0][1].metric in LOWER_IS_BETTER else -1
    order = sorted(measured, key=lambda item: (sign * _shown(item[1]), item[0].name.casefold(), item[0].url))
    best = [score for _, score in order if _shown(score) == _shown(order[0][1])]
    places: list[Ranked] = []
    for number, (model, score) in enumerate(order, 1):
        tied = places and _shown(places[-1].score) == _shown(score)
        places.append(Ranked(places[-1].rank if tied else number, model, score, _verdict(score, best)))
    return tuple(places)


def _shown(score: Score) -> float:
    """The value as far as it is shown: what looks the same shares a place."""
    return float(figure(score.value, score.unit))


def _verdict(score: Score, best: Sequence[Score]) -> Verdict:
    if _shown(score) == _shown(best[0]):
        return "best"
    verdicts = [_overlap(score, other) for other in best]
    if True in verdicts:
        return "open"
    return "untold" if None in verdicts else "worse"


def _overlap(one: Score, other: Score) -> bool | None:
    """Whether the intervals have a value in common; ``None`` where one is missing."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    return one.low <= other.high and other.low <= one.high
