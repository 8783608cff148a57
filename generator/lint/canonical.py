"""The canonical form of Benchmarking: a Markdown table a report, outside of fences, figures as they were written.

``| label | precision | recall | f1 | support |``, then counts, then whatever else the report has a column for; averages
and the accuracy are rows below the labels. What might be lost or read otherwise has no canonical form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.card import Card, Report, ReportRow
from generator.diagnostic import Fix, Span
from generator.lint.grids import SUBJECTS, Piece, pieces_of, written
from generator.lint.lines import line_of
from generator.read import read_card
from generator.read.tables import Line, numbered


class Region(Struct, frozen=True):
    """A printed block of Benchmarking that holds figures.

    Attributes:
        lines: What is printed, without fences.
        reports: Those read of it.
        span: What the canonical form takes the place of: whole lines, fences included.
    """

    lines: list[Line]
    reports: tuple[Report, ...]
    span: Span

    @property
    def fenced(self) -> bool:
        """Whether it is a block of code."""
        return self.span.line < self.lines[0].number


def regions(card: Card) -> Iterator[Region]:
    """The blocks and tables of Benchmarking that were read, in order."""
    section = card.section("benchmarking")
    left = list(card.claims.reports)
    for block in section.blocks if section else ():
        inside = tuple(report for report in left if block.span.line < report.span.line <= block.span.end_line)
        left = [report for report in left if report not in inside]
        if inside:
            yield Region(numbered(block.code, block.span.line + 1), inside, block.span)
    for report in left:
        lines = _around(card, report.span.line)
        first, last = lines[0].number, lines[-1].number
        yield Region(lines, (report,), Span(first, 1, last, len(line_of(card, last)) + 1))


def _around(card: Card, number: int) -> list[Line]:
    """The table outside of fences that a line belongs to."""
    first, end = number, number
    while first > 1 and _line(card, first - 1).in_table:
        first -= 1
    while end <= card.text.count("\n") and _line(card, end + 1).in_table:
        end += 1
    return [_line(card, line) for line in range(first, end + 1)]


def _line(card: Card, number: int) -> Line:
    return numbered(line_of(card, number), number)[0]


def canonical(region: Region) -> list[Piece] | None:
    """The tables of a region and the lines between them; ``None`` where something would be lost."""
    return pieces_of(region.lines, region.reports)


def is_canonical(region: Region, pieces: list[Piece]) -> bool:
    """Whether a region has its canonical form already; blanks and dashes may differ."""
    return not region.fenced and _squeezed([line.inner for line in region.lines]) == _squeezed(written(pieces))


def _squeezed(lines: list[str]) -> list[str]:
    """Lines without the blanks around bars, and without what aligns columns."""
    return [re.sub(r"\|[-: |]+\|", "|-|", re.sub(r"[ \t]*\|[ \t]*", "|", line.strip())) for line in lines]


def canonical_fix(card: Card, region: Region, pieces: list[Piece]) -> Fix | None:
    """The canonical form in the place of a region; ``None`` where the card would be read otherwise."""
    span = region.span
    if span.column > 1 or any(span.line <= text.span.line <= span.end_line for text in card.claims.unread):
        return None
    lines = card.text.replace("\r\n", "\n").split("\n")
    before = [""] if span.line > 1 and lines[span.line - 2].strip() else []
    after = [""] if span.end_line < len(lines) and lines[span.end_line].strip() else []
    new = [*before, *written(pieces), *after]
    lines[span.line - 1 : span.end_line] = new
    mended = read_card("\n".join(lines).encode(), path=card.path, key=card.key).card
    same = mended is not None and substance(mended) == substance(card)
    return Fix.replace(span, "\n".join(new), safe=False) if same else None


def substance(card: Card) -> list[object]:
    """What the reports of a card say, whatever their form."""
    return [
        ("" if report.subject in SUBJECTS else report.subject, report.split, [_said(row) for row in report.rows])
        for report in card.claims.reports
    ]


def _said(row: ReportRow) -> object:
    """What a row says. The row of the accuracy is a figure of the whole, by whatever name."""
    claims = sorted((claim.row, claim.metric, claim.written, claim.value, claim.decimals) for claim in row.metrics)
    return "" if row.name == "accuracy" else row.name, claims, dict(row.counts), dict(row.others)
