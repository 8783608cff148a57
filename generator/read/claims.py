"""Gathers the card's claims: what it says that the model answers (Results) and reaches (Benchmarking)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from generator.card import UNITS, Claims, MetricClaim, Report, Table, Text, ValueList
from generator.read.benchmarking import read_benchmark
from generator.read.document import Document
from generator.read.results import read_results
from generator.read.sections import Layout, Part
from generator.read.tables import Line, Unread, groups, numbered

T = TypeVar("T")

#: A longer section is no summary of results; it is not read, so that its size cannot cost time.
MAX_SECTION = 100_000

_FURNITURE = re.compile(r"\{[:%]|</?div|```|#")
_IMAGE = re.compile(r"!\[|<img\b")
_LINK = re.compile(r"[-*\s]*(?:\[|<?https?://|<a\b)")

#: Which data's figures count where there are several: what a model is judged by comes first.
_RANK = {"test": 0, "": 1, "dev": 2, "train": 3}


def read_claims(document: Document, layout: Layout) -> Claims:
    """Read the claims of the first Results and the first Benchmarking section, tables outside of fences included."""
    results: list[Table | ValueList] = []
    reports: list[Report] = []
    unread: list[Text] = []
    for key in ("results", "benchmarking"):
        part = layout.part(key)
        if part is not None and part.end - part.start > MAX_SECTION:
            unread.append(Text(f"the section is longer than {MAX_SECTION:,} characters", part.section.heading))
    for _, lines in _printed(document, layout.part("results")):
        for item in read_results(lines):
            _sort(item, results, unread)
    for title, lines in _printed(document, layout.part("benchmarking")):
        for report in read_benchmark(lines, title=title):
            _sort(report, reports, unread)
    for key, read in (("results", results), ("benchmarking", reports)):
        part = layout.part(key)
        if part is not None and not read:
            unread += _without_print(document, part, unread)
    return Claims(tuple(results), _held_to(reports), tuple(unread), tuple(reports))


def _without_print(document: Document, part: Part, unread: list[Text]) -> list[Text]:
    """Why nothing stands in a section that could be read; empty where that is said already, or it has no content."""
    first, last = document.line_at(part.start), document.line_at(part.end)
    if any(first - 1 <= text.span.line <= last for text in unread):
        return []
    lines = numbered(document.text[part.start : part.end], first)
    written = [line for line in lines if line.inner and not _FURNITURE.match(line.inner)]
    if not written:
        return []
    if all(_IMAGE.match(line.inner) for line in written):
        why = "only images"
    else:
        why = "only links" if all(_LINK.match(line.inner) for line in written) else "only prose, nothing printed"
    return [Text(why, written[0].span)]


def _held_to(reports: list[Report]) -> tuple[MetricClaim, ...]:
    """The figures of this model, each once, and those of one report where several tell of the same labels."""
    last_first = [report for report in reports[::-1] if not report.compares]
    chosen: list[MetricClaim] = []
    taken: set[tuple[str, str]] = set()
    for report in sorted(last_first, key=lambda report: _RANK[report.split]):
        claims = [claim for row in report.rows for claim in row.metrics]
        if not any(claim.row and (claim.row, claim.metric) in taken for claim in claims):
            chosen += [claim for claim in claims if (claim.row, claim.metric) not in taken and _possible(claim)]
        taken |= {(claim.row, claim.metric) for claim in claims}
    return tuple(sorted(chosen, key=lambda claim: claim.span))


def _possible(claim: MetricClaim) -> bool:
    if claim.metric in UNITS:
        return claim.value >= 0
    return claim.metric == "support" or 0 <= claim.value <= 1


def _sort(item: T | Unread, read: list[T], unread: list[Text]) -> None:
    if isinstance(item, Unread):
        unread.append(Text(item.why, item.span))
    else:
        read.append(item)


def _printed(document: Document, part: Part | None) -> Iterator[tuple[str, list[Line]]]:
    """The fenced blocks of a section and the tables between them, in order, each with the line of text above it."""
    if part is None or part.end - part.start > MAX_SECTION:
        return
    position, title = part.start, ""
    for block in (*part.blocks, None):
        end = block.start if block else part.end
        for group in groups(numbered(document.text[position:end], document.line_at(position))):
            if group[0].in_table:
                yield title, group
            else:
                title = next((line.inner for line in reversed(group) if line.inner), title)
        if block:
            yield title, numbered(block.block.code, block.block.span.line + 1)
            position = block.end
