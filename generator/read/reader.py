"""Reads one card file, from bytes to a ``Card``."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.card import Card, FrontMatter, Link, Problem, Reading
from generator.diagnostic import Span
from generator.read.claims import read_claims
from generator.read.document import Document, decode
from generator.read.entities import read_entities
from generator.read.facts import read_facts
from generator.read.front_matter import read_front_matter
from generator.read.info import read_info
from generator.read.links import read_links
from generator.read.model_source import read_source
from generator.read.problems import Unreadable
from generator.read.python_code import MAX_CODE
from generator.read.sample import read_sample
from generator.read.sections import Layout, gaps, read_sections
from generator.read.setters import read_setters
from generator.read.snippet import Snippet
from generator.steps import Steps, at_once

if TYPE_CHECKING:
    from generator.verify_block import VerifyBlock

_SOURCE_SECTIONS = ("references", "data_source")


def read_card(data: bytes, *, path: str, key: str) -> Reading:
    """Read a card. Whatever the bytes are, this gives a reading: a card, or the problem why there is none.

    Args:
        data: The file.
        path: The file, as shown to the user.
        key: The file relative to the cards folder without ``.md``, POSIX separators.
    """
    return at_once(reading_steps(data, path=path, key=key))


def reading_steps(data: bytes, *, path: str, key: str) -> Steps[Reading]:
    """As ``read_card``, in steps."""
    try:
        card, problems = yield from _read(decode(data), path, key)
    except Unreadable as stop:
        return Reading(path, None, (stop.problem,))
    return Reading(path, card, tuple(sorted(problems, key=lambda met: met.span)))


def _read(document: Document, path: str, key: str) -> Steps[tuple[Card, list[Problem]]]:
    front_matter, start, problems = read_front_matter(document)
    verify, verify_problems = _verify_block(front_matter)
    yield
    layout = read_sections(document, start)
    document = layout.document
    yield
    links, buttons = read_links(document, gaps(start, len(document.text), layout.blocks))
    yield
    python, nlu = _snippets(layout)
    facts = read_facts(front_matter, python)
    setters, unread_setters = read_setters(python, facts.annotator)
    yield
    sample_input = read_sample(document, python, nlu)
    yield
    claims = read_claims(document, layout)
    card = Card(
        path=path,
        key=key,
        text=document.raw,
        front_matter=front_matter,
        facts=facts,
        intro=document.original(start, layout.intro_end),
        sections=tuple(part.section for part in layout.parts),
        entities=read_entities(document, layout.part("predicted_entities")),
        buttons=tuple(buttons),
        links=tuple(links),
        info=read_info(document, layout.part("model_information")),
        sample_input=sample_input,
        source=read_source(front_matter, verify, _source_links(layout, links), _source_place(layout)),
        claims=claims,
        verify=verify,
        setters=setters,
        unread_setters=unread_setters,
    )
    return card, problems + verify_problems + layout.problems


def _verify_block(front_matter: FrontMatter) -> tuple[VerifyBlock | None, list[Problem]]:
    if "verify" not in front_matter.values:
        return None, []
    from generator.read.verify import read_verify  # noqa: PLC0415 - its models start slowly, and few cards have it

    return read_verify(front_matter)


def _snippets(layout: Layout) -> tuple[list[Snippet], list[Snippet]]:
    """The Python and the NLU blocks of *How to use*, up to a limit of code a card."""
    part = layout.part("how_to_use")
    found: dict[str, list[Snippet]] = {"python": [], "nlu": []}
    left = MAX_CODE
    for block in part.section.blocks if part else ():
        if block.tab in found and len(block.code) <= left:
            left -= len(block.code)
            found[block.tab].append(Snippet(block))
    return found["python"], found["nlu"]


def _source_links(layout: Layout, links: list[Link]) -> list[Link]:
    """The links of the sections that say where a model comes from."""
    starts = [part.section.heading.line for part in layout.parts]
    owners = (bisect_right(starts, link.span.line) - 1 for link in links)
    return [
        link
        for link, owner in zip(links, owners, strict=True)
        if owner >= 0 and layout.parts[owner].section.key in _SOURCE_SECTIONS
    ]


def _source_place(layout: Layout) -> Span:
    headings = (part.section.heading for part in layout.parts if part.section.key in _SOURCE_SECTIONS)
    return next(headings, Span(1))
