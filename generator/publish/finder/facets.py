"""By what models can be chosen: facets, their values, and how these are called."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from generator.hub import STATUSES
from generator.listing import Listing
from generator.publish.finder.classes import LATENCIES, SCORES, SIZES, Classes
from generator.publish.finder.editions import compatible
from generator.publish.finder.packing import differences
from generator.render.languages import language_name
from generator.render.order import fraction
from generator.render.status import STATUS_TEXTS

#: Values of a facet that are known before its file is loaded.
FIRST = 20
#: The facet that is made of another one's values.
COMPATIBLE, EDITION = "compatible", "edition"

_STATUSES: Mapping[str, str] = {status: STATUS_TEXTS[status].word for status in STATUSES}
_KINDS = {"model": "Model", "pipeline": "Pipeline"}
_SUPPORT = {"recommended": "Recommended", "supported": "Supported", "deprecated": "Deprecated"}

#: A value and what it is called.
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose models.

    Attributes:
        read: The values of a model, each as it is written there. Those that differ in case alone are one value, if
            ``folds`` says so; it is called what it is mostly called.
        labels: All values there can be, in the order in which to offer them; empty for any, the most frequent first.
        turns: The value that a model's own becomes when its record expires; empty where that changes nothing.
    """

    key: str
    title: str
    read: Callable[[Listing], Iterable[str]]
    folds: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    name: Callable[[str], str] | None = None
    turns: str = ""

    def differ(self, was: Listing, now: Listing) -> bool:
        """Whether what is written of a model is another."""
        return self.values(was) != self.values(now) or bool(self.turns and was.expires != now.expires)

    def values(self, listing: Listing) -> tuple[Named, ...]:
        """The values of a model, each once."""
        return self.named(tuple(self.read(listing)))

    def named(self, texts: Iterable[str]) -> tuple[Named, ...]:
        """The values that are written so, each once."""
        values: dict[str, str] = {}
        for text in texts:
            value = " ".join(text.split())
            if value:
                values.setdefault(value.casefold() if self.folds else value, self._label(value))
        return tuple(values.items())

    def _label(self, value: str) -> str:
        return self.name(value) if self.name else self.labels.get(value, value)


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _support(listing: Listing) -> Iterator[str]:
    if listing.recommended:
        yield "recommended"
    if listing.supported:
        yield "supported"
    if listing.deprecated:
        yield "deprecated"


def _class(classes: Classes, number: float | None) -> tuple[str, ...]:
    return () if number is None else (classes.of(number),)


FACETS = (
    Facet("task", "Task", lambda listing: listing.tasks),
    Facet("language", "Language", lambda listing: (code.lower() for code in listing.languages), name=language_name),
    Facet("annotator", "Annotator", lambda listing: _one(listing.annotator)),
    Facet("architecture", "Architecture", lambda listing: _one(listing.architecture)),
    Facet("license", "Licence", lambda listing: _one(listing.license), folds=True),
    Facet(EDITION, "Edition", lambda listing: _one(listing.edition)),
    Facet("tag", "Tag", lambda listing: listing.tags, folds=True),
    Facet("label", "Predicted label", lambda listing: listing.labels),
    Facet("kind", "Type", lambda listing: (listing.kind,), labels=_KINDS),
    Facet("status", "Verification", lambda listing: (listing.status,), labels=_STATUSES, turns="stale"),
    Facet("support", "Support", _support, labels=_SUPPORT),
    Facet("size", "Size", lambda listing: _class(SIZES, listing.bytes or None), labels=SIZES.labels),
    Facet("score", "Measured score", lambda listing: _class(SCORES, fraction(listing.measured)), labels=SCORES.labels),
    Facet("speed", "Latency", lambda listing: _class(LATENCIES, listing.latency or None), labels=LATENCIES.labels),
)  # fmt: skip

#: A value, its label, and the numbers of its models as differences.
Row = tuple[str, str, list[int]]
#: The same with the hours, counted from 1970, until which each of these models has the value, as differences: 0 for
#: ever, and no numbers where none of the models turns.
TurningRow = tuple[str, str, list[int], list[int]]
_HOUR = 3600


def rows_of(facet: Facet, listings: Sequence[Listing]) -> list[Row]:
    """A facet's values with their models, for listings in their default order."""
    models: dict[str, list[int]] = defaultdict(list)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[tuple[str, ...], tuple[Named, ...]] = {}  # Many models have the same values.
    for number, listing in enumerate(listings):
        texts = tuple(facet.read(listing))
        if texts not in known:
            known[texts] = facet.named(texts)
        for value, label in known[texts]:
            models[value].append(number)
            labels[value][label] += 1
    rows = [
        (value, min(called.items(), key=lambda label: (-label[1], label[0]))[0], models[value])
        for value, called in labels.items()
    ]
    places = {value: place for place, value in enumerate(facet.labels)}
    rows.sort(
        key=lambda row: (places.get(row[0], len(places)), 0 if row[0] in places else -len(row[2]), row[1], row[0])
    )
    return [(value, label, differences(numbers)) for value, label, numbers in rows]


def turning_rows(facet: Facet, rows: Sequence[Row], listings: Sequence[Listing]) -> list[TurningRow] | None:
    """The rows of a facet with the times at which values turn; ``None`` where none ever does."""
    hours = [hour_of(listing.expires) for listing in listings]
    turning = {}
    for value, label, models in rows:
        ends = [] if value == facet.turns else [hours[number] for number in accumulate(models)]
        turning[value] = (value, label, models, differences(ends) if any(ends) else [])
    if not any(ends for *_, ends in turning.values()):
        return None
    turning.setdefault(facet.turns, (facet.turns, facet.labels[facet.turns], [], []))
    return [turning[value] for value in facet.labels if value in turning]


def hour_of(time: str) -> int:
    """The first hour that begins no earlier, counted from 1970; 0 for no time."""
    return math.ceil(datetime.fromisoformat(time).timestamp() / _HOUR) if time else 0


def compatible_rows(editions: Sequence[Row]) -> list[tuple[str, str, int, list[str]]]:
    """Each edition with the number of models that it can use, and the editions that these are of."""
    counts = {value: len(models) for value, _, models in editions}
    rows = [
        (value, value, sum(counts[other] for other in others), others) for value, others in compatible(counts).items()
    ]
    return sorted(rows, key=lambda row: (-row[2], row[0]))
