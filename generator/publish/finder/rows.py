"""What a result shows of a model, as a row of a file. ``render/assets/finder/models.js`` reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.listing import Listing, Score
from generator.publish.finder.document import Document
from generator.render.languages import language_name
from generator.render.order import headline

#: Models in a file. A page of results needs as many files as it has models where these are far apart, so a file is
#: small; ``benchmarks/finder.py`` measures what that costs.
BLOCK = 32
#: Length of a digest in a file's name, which also has the file's number.
DIGEST = 5


def row(listing: Listing, document: Document) -> list[object]:
    """One model."""
    return [
        listing.url, listing.name, listing.title, document.text or listing.summary, listing.tasks,
        [(code, language_name(code)) for code in listing.languages], listing.edition, listing.annotator,
        listing.license, listing.kind, listing.status, listing.date, _flags(listing), listing.parameters,
        listing.bytes, listing.latency, listing.hardware, listing.observed_at, _score(listing.measured),
        _score(listing.claimed), listing.expires,
    ]  # fmt: skip


def block(number: int, listings: Sequence[Listing], documents: Mapping[str, Document]) -> list[list[object]]:
    """The models of one file, of all listings in their default order."""
    models = listings[number * BLOCK : (number + 1) * BLOCK]
    return [row(listing, documents[listing.key]) for listing in models]


def _flags(listing: Listing) -> str:
    flags = {"d": listing.deprecated, "r": listing.recommended, "s": listing.supported}
    return "".join(letter for letter, is_set in flags.items() if is_set)


def _score(scores: Sequence[Score]) -> list[object] | None:
    score = headline(scores)
    return [score.metric, score.value, score.unit, score.low, score.high, score.data] if score else None
