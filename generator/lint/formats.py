"""How findings are shown: as lines for people, as JSON for programs. ``exchange`` has the formats of other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct

from generator.colours import PLAIN, Colours
from generator.diagnostic import Diagnostic, Level, count_by_rule
from generator.lint.rule import Rule
from generator.lint.rules import RULES

#: Gives the lines of a file, without their ends, by its path.
LinesOf: TypeAlias = Callable[[str], Sequence[str]]

#: So many characters of a line are shown.
EXCERPT = 100

#: By level; an index is found sooner than a key that is a member of an enumeration.
WORDS = ("", *(level.word for level in Level))


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """One object: ``{"diagnostics": [{"path", "line", "column", "end_line", "end_column", "rule", "level", …}]}``."""
    return json.dumps({"diagnostics": [item.to_json() for item in diagnostics]}, indent=2)


def as_concise_text(diagnostics: Iterable[Diagnostic], colours: Colours = PLAIN) -> Iterator[str]:
    """Two lines a finding at most: ``path:line:column level CODE message``, and what to do about it."""
    for item in diagnostics:
        yield _headline(item, colours)
        if item.help:
            yield _help(item, colours)


def as_text(diagnostics: Iterable[Diagnostic], lines_of: LinesOf, colours: Colours = PLAIN) -> Iterator[str]:
    """The same with the line of the card in between, and carets below what is meant.

    Args:
        diagnostics: The findings.
        lines_of: Gives the lines of a file by its path; empty where it cannot be read.
        colours: Those of the terminal.
    """
    for path, found in groupby(diagnostics, attrgetter("path")):
        lines = lines_of(path)
        for item in found:
            yield _headline(item, colours)
            if item.span.line <= len(lines):
                yield from _excerpt(item, lines[item.span.line - 1], colours)
            if item.help:
                yield _help(item, colours)


def _headline(item: Diagnostic, to: Colours) -> str:
    end, span = to.end, item.span
    level = f"{to.levels[item.level]}{WORDS[item.level]}{end}"
    mark = f" {to.green}[*]{end}" if item.fix and item.fix.safe else ""
    place = f"{to.bold}{one_line(item.path)}:{span.line}:{span.column}{end}"
    return f"{place} {level} {to.bold}{item.rule}{end}{mark} {one_line(item.message)}"


def _help(item: Diagnostic, to: Colours) -> str:
    return f"    {to.dim}help: {to.end}{one_line(item.help)}"


def _excerpt(item: Diagnostic, line: str, to: Colours) -> tuple[str, str]:
    """A line of the card, cropped where it is long, and carets below what is meant, as far as it lies in this line."""
    span = item.span
    begin = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    number = str(span.line)
    if len(line) <= EXCERPT and line.isascii() and line.isprintable():  # nothing to crop or to make visible
        carets = " " * begin + "^" * max(1, min(end, len(line)) - begin)
        return _numbered(number, line, carets, item.level, to)
    first = max(0, min(begin - EXCERPT // 2, len(line) - EXCERPT))
    last = first + EXCERPT
    crop, rest = "…" if first else "", "…" if last < len(line) else ""
    before, meant, after = _shown(line[first:begin]), _shown(line[begin : min(end, last)]), _shown(line[end:last])
    carets = " " * (len(crop) + _width(before)) + "^" * max(1, _width(meant))
    return _numbered(number, f"{crop}{before}{meant}{after}{rest}", carets, item.level, to)


def _numbered(number: str, line: str, carets: str, level: Level, to: Colours) -> tuple[str, str]:
    return (
        f"  {to.blue}{number} | {to.end}{line}",
        f"  {to.blue}{' ' * len(number)} | {to.end}{to.levels[level]}{carets}{to.end}",
    )


def _shown(text: str) -> str:
    return text if text.isprintable() else one_line(text.replace("\t", " "))


def _width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - its tables are needed for few cards only

    return cell_len(text)


class Count(Struct, frozen=True):
    """How often a rule found something, how bad, in how many files, and how often a safe fix mends it."""

    rule: Rule
    level: Level
    findings: int
    files: int
    fixable: int


def statistics(diagnostics: Sequence[Diagnostic]) -> list[Count]:
    """A count for each rule that found something, the most frequent first."""
    findings = count_by_rule(diagnostics)
    files = Counter(code for _, code in {(item.path, item.rule) for item in diagnostics})
    levels = {item.rule: item.level for item in diagnostics}
    found = [rule for rule in RULES if rule.code in levels]
    fixable = Counter(item.rule for item in diagnostics if item.fix and item.fix.safe)
    counts = [
        Count(rule, levels[rule.code], findings[rule.code], files[rule.code], fixable[rule.code]) for rule in found
    ]
    return sorted(counts, key=lambda count: -count.findings)


def statistics_as_json(counts: Sequence[Count]) -> str:
    """One object: ``{"statistics": [{"rule", "name", "level", "findings", "files", "fixable"}]}``."""
    rows = [
        {
            "rule": count.rule.code,
            "name": count.rule.name,
            "level": count.level.word,
            "findings": count.findings,
            "files": count.files,
            "fixable": count.fixable,
        }
        for count in counts
    ]
    return json.dumps({"statistics": rows}, indent=2)


def statistics_as_text(counts: Sequence[Count], colours: Colours = PLAIN) -> Iterator[str]:
    """A line a count: findings, level, code, name, files."""
    bold, dim, end = colours.bold, colours.dim, colours.end
    width = len(str(max((count.findings for count in counts), default=0)))
    for count in counts:
        rule = count.rule
        level = f"{colours.levels[count.level]}{count.level.word:<7}{end}"
        fixable = f", {count.fixable:,} fixable" if count.fixable else ""
        in_files = f"{dim} in {counted(count.files, 'file')}{fixable}{end}"
        yield f"{count.findings:>{width}} {level} {bold}{rule.code}{end} {rule.name}{in_files}"


def summary(cards: int, diagnostics: Sequence[Diagnostic]) -> str:
    """``37 cards: 3 errors, 10 warnings, 2 infos``."""
    levels: Counter[Level] = Counter()
    for item in diagnostics:
        levels[item.level] += item.count
    found = [counted(levels[level], level.word) for level in sorted(Level, reverse=True) if levels[level]]
    return f"{counted(cards, 'card')}: {', '.join(found) or 'nothing found'}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 card``, ``2 cards``; ``2 fixes`` where the plural is given."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def one_line(text: str) -> str:
    """A message may quote the card: what a terminal would act on becomes visible text."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
