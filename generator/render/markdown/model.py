"""The page of one model as plain Markdown, in the order of the page: its twin for programs and for other renderers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.card import Card, CodeTab, Section
from generator.hub import Entry
from generator.read.prose import prose as readable
from generator.render.benchmark import benchmark_view
from generator.render.head import button_links, button_views
from generator.render.languages import language_name
from generator.render.links import Links, list_path, model_path
from generator.render.markdown.environment import render_markdown
from generator.render.markdown.prose import markdown_of
from generator.render.media import media_of, media_path
from generator.render.observed import sample_number, sample_views
from generator.render.prose import Fences, plain, prose
from generator.render.related import SLOT, Neighbour, Related
from generator.render.snippet import snippet
from generator.render.speed import speed_view
from generator.render.status import OBSERVED
from generator.render.summary import beginning
from generator.render.verification import environment_facts, made_with, run_facts, source_link, unpinned_commit

if TYPE_CHECKING:
    from generator.record import ClaimCheck, RunRecord

__all__ = ["SLOT", "model_markdown", "related_markdown"]

_TABS: dict[CodeTab, tuple[str, str]] = {
    "python": ("Python", "python"),
    "scala": ("Scala", "scala"),
    "java": ("Java", "java"),
    "nlu": ("NLU", "python"),
    "other": ("Other", ""),
}
#: Sections with a place of their own, and those that say where the model comes from.
_PLACED = frozenset({"description", "predicted_entities", "how_to_use", "results", "benchmarking", "model_information"})
_ORIGINS = ("data_source", "references")
_WORD = re.compile(r"\w+")


def model_markdown(entry: Entry, links: Links) -> str:
    """The Markdown of a model.

    Returns:
        With front matter (title and description), and with ``SLOT``, a comment of HTML, where ``related_markdown``
        goes. Everything of the card in it is text, or structure and links that ``render.prose`` lets through.
    """
    card, facts = entry.card, entry.card.facts
    path = model_path(entry.url)
    parts = _Parts(card)
    described = parts.html("description")
    title = facts.title or facts.name or card.key
    others, early = parts.others()
    return render_markdown(
        "model",
        entry=entry,
        card=card,
        facts=facts,
        title=title,
        description=beginning(plain(described)) or title,
        rows=tuple(_facts(card)),
        buttons=tuple(button_views(card)),
        list_link=links.between(path, list_path(1)),
        intro=markdown_of(parts.intro()),
        text=markdown_of(described),
        early=early,
        entities=parts.entities(),
        tabs=tuple(_tabs(card)),
        inputs=tuple(_inputs(card)),
        how_to_use=markdown_of(parts.html("how_to_use", fences="hidden")),
        results=markdown_of(parts.html("results", fences="plain")),
        benchmarking=markdown_of(parts.html("benchmarking", fences="plain")),
        origins=tuple(parts.shown([s for key in _ORIGINS if (s := card.section(key))])),
        others=others,
        slot=SLOT,
        command=f"modelhub verify --rerun {shlex.quote(card.path)}",
        **_observation(entry, path, links),
    )


def related_markdown(related: Related, here: str, links: Links) -> str:
    """What goes into ``SLOT`` of the Markdown of the page at ``here``; empty where there is nothing to say.

    Args:
        related: The model's place in the hub.
        here: Where its page lies, as ``links.model_path``.
        links: How pages are linked.
    """

    def linked(models: Sequence[Neighbour]) -> list[Markup]:
        paths = [(model, model_path(model.url)) for model in models]
        return [_neighbour(model, links.between(here, path)) for model, path in paths if path != here]

    return render_markdown("related", versions=linked(related.versions), similar=linked(related.similar)).strip("\n")


@lru_cache(maxsize=4096)  # As in ``render.related``.
def _neighbour(model: Neighbour, link: str) -> Markup:
    return Markup(render_markdown("neighbour", model=model, link=link).rstrip("\n"))  # noqa: S704 - escaped there


def _observation(entry: Entry, path: str, links: Links) -> dict[str, object]:
    """Everything that comes from a record."""
    record = entry.record
    answered = record if record and (record.samples or record.benchmark) else None
    observed = answered if entry.status in OBSERVED else None
    media = {file.path: links.between(path, media_path(file)) for file in media_of(entry)}
    return {
        "observed": observed,
        "samples": tuple(sample_views(observed, media)) if observed else (),
        "benchmark": benchmark_view(observed) if observed else None,
        "speed": speed_view(observed) if observed else None,
        "script": snippet(observed) if observed else "",
        "made_with": made_with(observed) if observed else "",
        "unpinned_commit": unpinned_commit(observed) if observed else "",
        "loose_checks": tuple(_loose_checks(observed)) if observed else (),
        "source_link": source_link(record.source) if record and record.source else "",
        "run_facts": tuple(run_facts(record)) if record else (),
        "environment_facts": tuple(environment_facts(record)) if record else (),
    }


def _loose_checks(record: RunRecord) -> Iterator[ClaimCheck]:
    """Claims that stand neither at a sample nor in the benchmark table."""
    for check in record.checks:
        if sample_number(check, record) is None and not (check.where == "benchmarking" and record.benchmark):
            yield check


def _facts(card: Card) -> Iterator[tuple[str, str]]:
    """What the card says in its front matter, and two rows of its table."""
    facts = card.facts
    marks = {"supported": facts.supported, "recommended": facts.recommended, "deprecated": facts.deprecated}
    rows = {
        "Task": ", ".join(facts.tasks),
        "Language": ", ".join(map(language_name, facts.languages)),
        "Edition": facts.edition,
        "Spark version": facts.spark_version,
        "Annotator": facts.annotator,
        "Licence": card.info_value("License"),
        "Size": card.info_value("Size"),
        "Tags": ", ".join(facts.tags),
        "Author": facts.author,
        "Released": facts.date.isoformat() if facts.date else "",
        "Marked as": ", ".join(name for name, given in marks.items() if given),
        "Card": card.path,
    }
    yield from ((name, value) for name, value in rows.items() if value)


def _tabs(card: Card) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    section = card.section("how_to_use")
    order = list(_TABS)
    blocks = sorted(section.blocks if section else (), key=lambda block: order.index(block.tab))
    for tab, group in groupby(blocks, lambda block: block.tab):
        name, language = _TABS[tab]
        yield name, language, tuple(block.code for block in group if block.code.strip())


def _inputs(card: Card) -> Iterator[tuple[tuple[str, str], ...]]:
    """The sample inputs that a run would take."""
    given = card.verify.samples if card.verify and card.verify.samples else card.sample_input.samples
    yield from (tuple(sample.columns.items()) for sample in given)


class _Parts:
    """The sections of a card."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._hidden = button_links(card)

    def html(self, key: str, *, fences: Fences = "coloured") -> Markup:
        """The first section of a kind, as safe HTML; empty for none."""
        section = self._card.section(key)
        return prose(section.prose, fences=fences, hide_links=self._hidden) if section else Markup("")

    def intro(self) -> Markup:
        """What stands before the first section."""
        return prose(readable(self._card.intro), hide_links=self._hidden)

    def entities(self) -> Markup:
        """Predicted Entities in the author's words; empty where they say no more than the list of labels."""
        html = self.html("predicted_entities")
        listed = {word for label in self._card.entities for word in _WORD.findall(label.text)}
        return markdown_of(html) if set(_WORD.findall(plain(html))) - listed - {"and", "or"} else Markup("")

    def others(self) -> tuple[list[tuple[str, Markup]], list[tuple[str, Markup]]]:
        """The sections without a place of their own, and those of them that continue the description."""
        seen: set[str] = set()
        late: list[Section] = []
        early: list[Section] = []
        later = _PLACED - {"description"}
        end = next((section.heading.line for section in self._card.sections if section.key in later), 0)
        for section in self._card.sections:
            if section.key in seen or section.key not in _PLACED.union(_ORIGINS):
                (early if section.heading.line < end else late).append(section)
            seen.add(section.key)
        return list(self.shown(late)), list(self.shown(early))

    def shown(self, sections: Sequence[Section]) -> Iterator[tuple[str, Markup]]:
        """Title and Markdown of the sections that say something."""
        for section in sections:
            if text := markdown_of(prose(section.prose, hide_links=self._hidden)):
                yield section.title, text
