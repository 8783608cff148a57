"""Cuts a card into its `## ` sections and their fenced blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct, field

from generator.card import CodeBlock, CodeTab, Problem, Section
from generator.read.document import Document
from generator.read.problems import problem
from generator.read.prose import prose

_MARK = re.compile(
    r"^(?P<indent> {0,3})(?:(?P<fence>`{3,}|~{3,})(?P<info>.*)|##(?!#)(?P<title>.*)|(?P<comment><!--).*)$", re.MULTILINE
)
_ATTRIBUTES = re.compile(r"\{[:#][^{}]*\}\s*$")
_NLU = re.compile(r"\{:\s*\.nlu-block\s*\}\s*$")

_TABS: dict[str, CodeTab] = {
    "python": "python",
    "python3": "python",
    "py": "python",
    "scala": "scala",
    "java": "java",
}

#: Section titles as slugs, without the plural's ``s``.
_KEYS = {
    "description": "description",
    "predicted_entity": "predicted_entities",
    "predicted_entitie": "predicted_entities",
    "predicted_label": "predicted_entities",
    "how_to_use": "how_to_use",
    "result": "results",
    "model_information": "model_information",
    "data_source": "data_source",
    "datasource": "data_source",
    "reference": "references",
    "benchmarking": "benchmarking",
    "benchmark": "benchmarking",
    "included_model": "included_models",
}


class Block(Struct, frozen=True):
    """A fenced block and where it lies in the document, fences included; ``end`` is exclusive."""

    block: CodeBlock
    start: int
    end: int


class Part(Struct, frozen=True):
    """A section and where its body lies in the document."""

    section: Section
    start: int
    end: int
    blocks: tuple[Block, ...]


class Layout(Struct):
    """The body of a card, cut up.

    Attributes:
        document: The card, with blanks in place of its HTML comments.
        start: Offset of the first character after the front matter.
        intro_end: Offset of the first section's heading.
        parts: The sections.
        blocks: Every fenced block of the card, in order.
        problems: What was met.
    """

    document: Document
    start: int
    intro_end: int
    parts: list[Part] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def part(self, key: str) -> Part | None:
        """The first section of that kind."""
        return next((part for part in self.parts if part.section.key == key), None)


def read_sections(document: Document, start: int) -> Layout:
    """Cut the Markdown from an offset on.

    A heading inside a fence is code, and what stands in an HTML comment is nothing, as CommonMark has it.
    """
    headings, blocks, comments = _scan(document, start)
    document = document.without(comments)
    layout = Layout(document, start, headings[0].start() if headings else len(document.text), blocks=blocks)
    layout.problems = [
        problem("RD010", document.line_span(block.block.span.line), "the code fence is not closed before the file ends")
        for block in blocks
        if not block.block.closed
    ]
    ends = [match.start() for match in headings[1:]] + [len(document.text)]
    waiting = iter(blocks)
    block = next(waiting, None)
    for heading, end in zip(headings, ends, strict=False):
        inside: list[Block] = []
        while block is not None and block.start < end:
            if block.start > heading.start():
                inside.append(block)
            block = next(waiting, None)
        layout.parts.append(_part(document, heading, end, tuple(inside)))
    return layout


def gaps(start: int, end: int, blocks: tuple[Block, ...] | list[Block]) -> list[tuple[int, int]]:
    """The stretches between two offsets that are outside the given fenced blocks."""
    borders = [start, *(offset for block in blocks for offset in (block.start, block.end)), end]
    return [(left, right) for left, right in list(pairwise(borders))[::2] if left < right]


@lru_cache(maxsize=1024)
def section_key(title: str) -> str:
    """What kind of section a title names, whatever its case and number; otherwise its slug."""
    slug = re.sub(r"[\W_]+", "_", title.casefold()).strip("_")
    return _KEYS.get(slug.removesuffix("s")) or slug


def _scan(document: Document, start: int) -> tuple[list[re.Match[str]], list[Block], list[tuple[int, int]]]:
    """The headings, the fenced blocks, and where the HTML comments lie that begin a line."""
    headings: list[re.Match[str]] = []
    blocks: list[Block] = []
    comments: list[tuple[int, int]] = []
    last_comment_end = document.text.rfind("-->")
    hidden = start
    opening: re.Match[str] | None = None
    for match in _MARK.finditer(document.text, start):
        fence, info = match["fence"], match["info"] or ""
        if match.start() < hidden:
            continue
        if opening is not None:
            if fence and fence.startswith(opening["fence"]) and not info.strip():
                blocks.append(_block(document, opening, match, start))
                opening = None
        elif fence and (fence[0] == "~" or "`" not in info):
            opening = match
        elif match["title"] and match["title"].strip():
            headings.append(match)
        elif match["comment"] and match.start("comment") < last_comment_end:
            hidden = document.text.index("-->", match.start("comment") + 2) + len("-->")
            comments.append((match.start("comment"), hidden))
    if opening is not None:
        blocks.append(_block(document, opening, None, start))
    return headings, blocks, comments


def _block(document: Document, opening: re.Match[str], closing: re.Match[str] | None, start: int) -> Block:
    text = document.text
    end = closing.end() if closing else len(text)
    code = text[min(opening.end() + 1, end) : closing.start() if closing else end]
    if opening["indent"]:
        code = re.sub(rf"(?m)^ {{1,{len(opening['indent'])}}}", "", code)
    language = opening["info"].strip().split(maxsplit=1)[0].casefold() if opening["info"].strip() else ""
    tab = _TABS.get(language, "other")
    # The attribute list stands in the lines just above; looking further back would cost quadratic time.
    if _NLU.search(text[max(start, opening.start() - 40) : opening.start()]):
        tab = "nlu"
    span = document.span(opening.start("fence"), end)
    return Block(CodeBlock(tab, language, code, span, closed=closing is not None), opening.start(), end)


def _part(document: Document, heading: re.Match[str], end: int, blocks: tuple[Block, ...]) -> Part:
    title = _ATTRIBUTES.sub("", heading["title"]).strip().rstrip("#").strip()
    start = min(heading.end() + 1, end)
    text = document.text
    section = Section(
        title=title,
        key=section_key(title),
        heading=document.span(heading.start(), heading.end()),
        body=document.original(start, end),
        prose=prose(text[start:end], [(block.start - start, block.end - start) for block in blocks]),
        blocks=tuple(block.block for block in blocks),
    )
    return Part(section, start, end, blocks)
