"""``catalog.csv``: a row a model, for spreadsheets: facts, status, and the first figure that was measured."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from generator.listing import Listing, Score, Shelf
from generator.publish.catalog import page_name

Value: TypeAlias = str | int | float | bool | None

#: With these a spreadsheet begins a formula, also behind blanks; the last four are their wide forms.
_FORMULA = tuple("=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}")
_FORMULA += ("\N{FULLWIDTH COMMERCIAL AT}",)
_BEGINNING = frozenset(" ").union(_FORMULA)
_BETWEEN = "; "
_END = "\r\n"


def catalog_csv(shelf: Shelf, *, directory_urls: bool = True) -> bytes:
    """The table, in UTF-8, as RFC 4180 has it, sorted by ``id``.

    A text that a spreadsheet would take for a formula has an apostrophe put before it
    (https://owasp.org/www-community/attacks/CSV_Injection). Several values of a cell are separated by a semicolon and a
    blank; what is not known is empty.

    Args:
        shelf: All models, in short.
        directory_urls: Whether a page's address is its folder, or its file ``index.html``.
    """
    listings = sorted(shelf.listings, key=lambda listing: listing.id)
    return csv_of((listing.id, csv_row(listing, directory_urls=directory_urls)) for listing in listings)


def csv_of(rows: Iterable[tuple[str, bytes]]) -> bytes:
    """The table of rows that are made already: each one's ``id`` and what ``csv_row`` gave, in the order of the ids."""
    return b"".join((_line(COLUMNS), *(_line((_cell(identity), ""))[: -len(_END)] + row for identity, row in rows)))


def csv_row(listing: Listing, *, directory_urls: bool = True) -> bytes:
    """A model's row without the ``id``, which is known only among all models."""
    return _line([_cell(value) for value in _row(listing, page_name(directory_urls=directory_urls))])


def _line(cells: Iterable[Value]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


#: In order; ``docs/guide/catalogue.md`` explains them.
COLUMNS: tuple[str, ...] = (
    "id", "name", "title", "tasks", "languages", "edition", "spark_version", "kind", "annotator", "architecture",
    "license", "tags", "labels", "author", "date", "supported", "deprecated", "recommended",
    "status", "reason", "expires", "observed_at", "parameters", "weight_bytes", "latency_p50", "hardware",
    "measured_metric", "measured_value", "measured_unit", "measured_low", "measured_high", "measured_rows",
    "measured_data", "claimed_metric", "claimed_value", "card", "url",
)  # fmt: skip


def _row(listing: Listing, page: str) -> Iterator[Value]:
    yield from (listing.name, listing.title)
    yield from (_BETWEEN.join(values) for values in (listing.tasks, listing.languages))
    yield from (listing.edition, listing.spark_version, listing.kind, listing.annotator, listing.architecture)
    yield from (listing.license, _BETWEEN.join(listing.tags), _BETWEEN.join(listing.labels), listing.author)
    yield from (listing.date, listing.supported, listing.deprecated, listing.recommended)
    yield from (listing.status, listing.reason, listing.expires, listing.observed_at)
    yield from (listing.parameters or None, listing.bytes or None, listing.latency or None, listing.hardware)
    yield from _measured(listing.measured[0] if listing.measured else None)
    claimed = listing.claimed[0] if listing.claimed else None
    yield from (claimed.metric, claimed.value) if claimed else ("", None)
    yield from (listing.card_path, f"models/{listing.url}/{page}")


def _measured(score: Score | None) -> tuple[Value, ...]:
    if score is None:
        return ("", None, "", None, None, None, "")
    return (score.metric, score.value, score.unit, score.low, score.high, score.rows, score.data)


def _cell(value: Value) -> Value:
    """Numbers as they are, flags as words, texts so that they stay texts."""
    if isinstance(value, str):
        text = value.replace("\0", "") if "\0" in value else value
        return f"'{text}" if text and text[0] in _BEGINNING and text.lstrip(" ").startswith(_FORMULA) else text
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
