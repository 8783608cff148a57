"""How findings are shown: as lines for people, as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from generator.diagnostic import Diagnostic, Level
from generator.lint.rule import Rule
from generator.lint.rules import RULES

COLOURS = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.INFO: "cyan"}


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """One object: ``{"diagnostics": [{"path", "line", "column", "end_line", "end_column", "rule", "level", …}]}``."""
    return json.dumps({"diagnostics": [item.to_json() for item in diagnostics]}, indent=2)


def as_text(diagnostics: Sequence[Diagnostic]) -> Iterator[Text]:
    """Two lines a finding at most: ``path:line:column level CODE message``, and what to do about it."""
    for item in diagnostics:
        place = (f"{_one_line(item.path)}:{item.span.line}:{item.span.column}", "bold")
        level = (item.level.word, COLOURS[item.level])
        yield Text.assemble(place, " ", level, " ", (item.rule, "bold"), " ", _one_line(item.message))
        if item.help:
            yield Text.assemble("    ", ("help: ", "dim"), _one_line(item.help))


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule found something, how bad, and in how many files."""

    rule: Rule
    level: Level
    findings: int
    files: int


def statistics(diagnostics: Sequence[Diagnostic]) -> list[Count]:
    """A count for each rule that found something, the most frequent first."""
    findings = Counter(item.rule for item in diagnostics)
    files = Counter(code for _, code in {(item.path, item.rule) for item in diagnostics})
    levels = {item.rule: item.level for item in diagnostics}
    found = [rule for rule in RULES if rule.code in levels]
    counts = [Count(rule, levels[rule.code], findings[rule.code], files[rule.code]) for rule in found]
    return sorted(counts, key=lambda count: -count.findings)


def statistics_as_json(counts: Sequence[Count]) -> str:
    """One object: ``{"statistics": [{"rule", "name", "level", "findings", "files"}]}``."""
    rows = [
        {
            "rule": count.rule.code,
            "name": count.rule.name,
            "level": count.level.word,
            "findings": count.findings,
            "files": count.files,
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
        in_files = (f" in {counted(count.files, 'file')}", "dim")
        yield Text.assemble(f"{count.findings:>{width}} ", level, " ", (rule.code, "bold"), f" {rule.name}", in_files)


def summary(cards: int, diagnostics: Sequence[Diagnostic]) -> str:
    """``37 cards: 3 errors, 10 warnings, 2 infos``."""
    levels = Counter(item.level for item in diagnostics)
    found = [counted(levels[level], level.word) for level in sorted(Level, reverse=True) if levels[level]]
    return f"{counted(cards, 'card')}: {', '.join(found) or 'nothing found'}"


def counted(number: int, noun: str) -> str:
    """``1 card``, ``2 cards``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _one_line(text: str) -> str:
    """A message may quote the card: what a terminal would act on becomes visible text."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
