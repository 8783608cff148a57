"""Excusing one finding by a comment: where the comment can stand, and whether it does what it should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Card, Reading
from generator.diagnostic import Diagnostic, Span, count_by_rule
from generator.lint.directives import directives
from generator.lsp.homes import Checker

#: To be replaced by whoever accepts the edit.
REASON = "reason"


def suppressed(text: str, finding: Diagnostic, found: Sequence[Diagnostic], checker: Checker) -> str | None:
    """The text with a comment that excuses a finding and changes nothing else; ``None`` where there is no place for it.

    Args:
        text: The whole file.
        finding: One of those in ``found``.
        found: All that ``checker`` finds in it.
        checker: What checks it.
    """
    reading = checker.read(text)
    if reading.card is None:
        return None
    before = count_by_rule(found)
    known = len(directives(reading.card))
    for tried in _candidates(text, finding, reading.card):
        after = count_by_rule(checker.check(tried))
        gone, new = before - after, after - before
        if gone.keys() == {finding.rule} and not new and _says_the_same(reading, checker.read(tried), known):
            return tried
    return None


def _candidates(text: str, finding: Diagnostic, card: Card) -> Iterator[str]:
    """The text with the comment behind the line, above the block, and for the whole card."""
    lines = text.split("\n")
    number, head = finding.span.line, card.front_matter.span
    if head.line < number < head.end_line:
        yield _behind(lines, number, f"  {_hash('ignore', finding)}")
        yield _above(lines, number, _hash("ignore", finding))
    elif number > head.end_line:
        fences = {line for part in card.sections for block in part.blocks for line in _lines(block.span)}
        if number not in fences and not lines[number - 1].lstrip().startswith(("|", "#", "{:")):
            yield _behind(lines, number, f" {_html('ignore', finding)}")
        first = number
        while first - 1 > head.end_line and (first - 1 in fences or lines[first - 2].strip()):
            first -= 1
        yield _above(lines, first, _html("ignore", finding))
    yield _above(lines, 2, _hash("ignore-file", finding))


def _hash(word: str, finding: Diagnostic) -> str:
    return f"# modelhub: {word} {finding.rule} -- {REASON}"


def _html(word: str, finding: Diagnostic) -> str:
    return f"<!-- modelhub: {word} {finding.rule} -- {REASON} -->"


def _behind(lines: list[str], number: int, comment: str) -> str:
    line = lines[number - 1]
    end = "\r" if line.endswith("\r") else ""
    return "\n".join([*lines[: number - 1], line.removesuffix("\r") + comment + end, *lines[number:]])


def _above(lines: list[str], number: int, comment: str) -> str:
    line = lines[number - 1]
    indent = line[: len(line) - len(line.lstrip(" "))]
    end = "\r" if line.endswith("\r") else ""
    return "\n".join([*lines[: number - 1], indent + comment + end, *lines[number - 1 :]])


def _lines(span: Span) -> range:
    return range(span.line, span.end_line + 1)


def _says_the_same(before: Reading, after: Reading, known: int) -> bool:
    """Whether a card has one comment more, and else says what it said."""
    if before.card is None or after.card is None:
        return False
    return len(directives(after.card)) == known + 1 and _said(before.card) == _said(after.card)


def _said(card: Card) -> tuple[object, ...]:
    return (
        card.front_matter.values,
        [(part.title, [(block.tab, block.code) for block in part.blocks]) for part in card.sections],
        [(row.name, row.value) for row in card.info],
        [link.url for link in card.links],
        [(button.label, button.enabled) for button in card.buttons],
        [entity.text for entity in card.entities],
    )
