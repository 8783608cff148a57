"""Gathers the card's claims: what it says that the model answers (Results) and reaches (Benchmarking)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from generator.card import Claims, MetricClaim, Table, Text, ValueList
from generator.read.benchmarking import read_benchmark
from generator.read.document import Document
from generator.read.results import read_results
from generator.read.sections import Layout, Part, gaps
from generator.read.tables import Line, Unread, groups, numbered

T = TypeVar("T")

#: A longer section is no summary of results; it is not read, so that its size cannot cost time.
MAX_SECTION = 100_000


def read_claims(document: Document, layout: Layout) -> Claims:
    """Read the claims of the first Results and the first Benchmarking section, tables outside of fences included."""
    results: list[Table | ValueList] = []
    metrics: list[MetricClaim] = []
    unread: list[Text] = []
    for key in ("results", "benchmarking"):
        part = layout.part(key)
        if part is not None and part.end - part.start > MAX_SECTION:
            unread.append(Text(f"the section is longer than {MAX_SECTION:,} characters", part.section.heading))
    for lines in _printed(document, layout.part("results")):
        for item in read_results(lines):
            _sort(item, results, unread)
    for lines in _printed(document, layout.part("benchmarking")):
        for figure in read_benchmark(lines):
            _sort(figure, metrics, unread)
    return Claims(tuple(results), tuple(metrics), tuple(unread))


def _sort(item: T | Unread, read: list[T], unread: list[Text]) -> None:
    if isinstance(item, Unread):
        unread.append(Text(item.why, item.span))
    else:
        read.append(item)


def _printed(document: Document, part: Part | None) -> Iterator[list[Line]]:
    """The fenced blocks of a section, and the tables between them, in order."""
    if part is None or part.end - part.start > MAX_SECTION:
        return
    stretches: list[tuple[int, list[Line]]] = [
        (block.start, numbered(block.block.code, block.block.span.line + 1)) for block in part.blocks
    ]
    for start, end in gaps(part.start, part.end, part.blocks):
        between = groups(numbered(document.text[start:end], document.line_at(start)))
        stretches += [(start, group) for group in between if group[0].in_table]
    yield from (lines for _, lines in sorted(stretches, key=lambda stretch: stretch[0]))
