"""How findings are shown: as lines for people, as JSON for programs. ``exchange`` has the formats of other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.cells import cell_len
from rich.text import Text

from generator.diagnostic import Diagnostic, Level
from generator.lint.rule import Rule
from generator.lint.rules import RULES

#: Gives the lines of a file, without their ends, by its path.
LinesOf: TypeAlias = Callable[[str], Sequence[str]]

#: So many characters of a line are shown.
EXCERPT = 100

COLOURS = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.INFO: "cyan"}


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """One object: ``{"diagnostics": [{"path", "line", "column", "end_line", "end_column", "rule", "level", …}]}``."""
    return json.dumps({"diagnostics": [item.to_json() for item in diagnostics]}, indent=2)


def as_concise_text(diagnostics: Iterable[Diagnostic]) -> Iterator[Text]:
    """Two lines a finding at most: ``path:line:column level CODE message``, and what to do about it."""
    for item in diagnostics:
        yield _headline(item)
        yield from _help(item)


def as_text(diagnostics: Iterable[Diagnostic], lines_of: LinesOf) -> Iterator[Text]:
    """The same with the line of the card in between, and carets below what is meant.

    Args:
        diagnostics: The findings.
        lines_of: Gives the lines of a file by its path; empty where it cannot be read.
    """
    for item in diagnostics:
        yield _headline(item)
        lines = lines_of(item.path)
        if item.span.line <= len(lines):
            yield from _excerpt(item, lines[item.span.line - 1])
        yield from _help(item)


def _headline(item: Diagnostic) -> Text:
    place = (f"{one_line(item.path)}:{item.span.line}:{item.span.column}", "bold")
    level = (item.level.word, COLOURS[item.level])
    fixable = (" [*]", "green") if item.fix and item.fix.safe else ""
    return Text.assemble(place, " ", level, " ", (item.rule, "bold"), fixable, " ", one_line(item.message))


def _help(item: Diagnostic) -> Iterator[Text]:
    if item.help:
        yield Text.assemble("    ", ("help: ", "dim"), one_line(item.help))


def _excerpt(item: Diagnostic, line: str) -> Iterator[Text]:
    """A line of the card, cropped where it is long, and carets below what is meant, as far as it lies in this line."""
    begin = item.span.column - 1
    end = item.span.end_column - 1 if item.span.end_line == item.span.line else len(line)
    first = max(0, min(begin - EXCERPT // 2, len(line) - EXCERPT))
    last = first + EXCERPT
    before, meant, after = (
        one_line(part.replace("\t", " ")) for part in (line[first:begin], line[begin : min(end, last)], line[end:last])
    )
    crop = "…" if first else ""
    shown = f"{crop}{before}{meant}{after}{'…' if last < len(line) else ''}"
    number = str(item.span.line)
    carets = " " * cell_len(crop + before) + "^" * max(1, cell_len(meant))
    yield Text.assemble("  ", (f"{number} | ", "blue"), shown)
    yield Text.assemble("  ", (f"{' ' * len(number)} | ", "blue"), (carets, COLOURS[item.level]))


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule found something, how bad, in how many files, and how often a safe fix mends it."""

    rule: Rule
    level: Level
    findings: int
    files: int
    fixable: int


def statistics(diagnostics: Sequence[Diagnostic]) -> list[Count]:
    """A count for each rule that found something, the most frequent first."""
    findings = Counter(item.rule for item in diagnostics)
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


def statistics_as_text(counts: Sequence[Count]) -> Iterator[Text]:
    """A line a count: findings, level, code, name, files."""
    width = len(str(max((count.findings for count in counts), default=0)))
    for count in counts:
        rule = count.rule
        level = (f"{count.level.word:<7}", COLOURS[count.level])
        fixable = f", {count.fixable:,} fixable" if count.fixable else ""
        in_files = (f" in {counted(count.files, 'file')}{fixable}", "dim")
        yield Text.assemble(f"{count.findings:>{width}} ", level, " ", (rule.code, "bold"), f" {rule.name}", in_files)


def summary(cards: int, diagnostics: Sequence[Diagnostic]) -> str:
    """``37 cards: 3 errors, 10 warnings, 2 infos``."""
    levels = Counter(item.level for item in diagnostics)
    found = [counted(levels[level], level.word) for level in sorted(Level, reverse=True) if levels[level]]
    return f"{counted(cards, 'card')}: {', '.join(found) or 'nothing found'}"


def counted(number: int, noun: str) -> str:
    """``1 card``, ``2 cards``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def one_line(text: str) -> str:
    """A message may quote the card: what a terminal would act on becomes visible text."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
