"""In which order models stand where nothing else is asked for, and by what else they can be sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.hub import Status
from generator.listing import Listing, Score

#: What was verified or measured comes first; that a model did not run, last.
_STATUS: dict[Status, int] = {"verified": 0, "measured": 1, "stale": 2, "mismatch": 2, "not-run": 2, "failed": 3}
#: Figures between 0 and 1 of which more is better, the most telling first: what the score of a model is.
_SCORES = (
    "accuracy", "f1 micro", "f1 macro", "f1", "exact_match", "accuracy_top5", "rougeL", "rouge1", "rouge2", "pearson",
    "spearman",
)  # fmt: skip
_LAST_DATE = 99_999_999
_NONE = -1


def default_order(listings: Sequence[Listing]) -> list[Listing]:
    """Recommended models first and deprecated ones last; verified, measured, newest first; then by name."""
    return sorted(listings, key=_default)


def headline(scores: Sequence[Score]) -> Score | None:
    """The one figure to show of several."""
    for metric in _SCORES:
        for score in scores:
            if score.metric == metric:
                return score
    return scores[0] if scores else None


def fraction(scores: Sequence[Score]) -> float | None:
    """The score that models can be sorted and grouped by, from 0 to 1."""
    score = headline(scores)
    known = score is not None and score.metric in _SCORES and score.unit == "fraction"
    return min(max(score.value, 0.0), 1.0) if score and known else None


def _default(listing: Listing) -> tuple[object, ...]:
    return (
        listing.deprecated, not listing.recommended, _STATUS[listing.status], _date(listing), listing.name, listing.key
    )  # fmt: skip


def _date(listing: Listing) -> int:
    """Smaller is newer; behind all dates where there is none."""
    return _LAST_DATE - int(listing.date.replace("-", "")) if listing.date else _LAST_DATE


def _size(listing: Listing) -> int:
    """Kibibytes."""
    return -(-listing.bytes // 1024) if listing.bytes else _NONE


def _score(listing: Listing) -> int:
    """Smaller is better, and anything measured comes before what is only claimed."""
    for scores, behind in ((listing.measured, 0), (listing.claimed, 100_001)):
        if (value := fraction(scores)) is not None:
            return behind + round((1 - value) * 100_000)
    return _NONE


def _speed(listing: Listing) -> int:
    """Microseconds."""
    return round(listing.latency * 1_000_000) or 1 if listing.latency else _NONE


#: A number a model by which it is sorted, the smallest first; -1 for none. ``name`` is a rank, so not among them.
_COLUMNS: dict[str, Callable[[Listing], int]] = {"date": _date, "size": _size, "score": _score, "speed": _speed}
ORDERS = ("date", "name", "size", "score", "speed")


def column(order: str, listings: Sequence[Listing]) -> list[int]:
    """The numbers to sort by, for listings in their default order."""
    if order != "name":
        return [_COLUMNS[order](listing) for listing in listings]
    names = sorted(range(len(listings)), key=lambda number: (listings[number].name.casefold(), number))
    ranks = [0] * len(listings)
    for rank, number in enumerate(names):
        ranks[number] = rank
    return ranks


def moves(order: str, was: Listing, now: Listing) -> bool:
    """Whether a change of a listing changes what it is sorted by."""
    if order == "name":
        return was.name != now.name
    return _COLUMNS[order](was) != _COLUMNS[order](now)
