"""The page of one model."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.card import Card, CodeBlock, CodeTab, MetricClaim, Section
from generator.hub import Entry
from generator.read.prose import prose as readable
from generator.render.benchmark import benchmark_view
from generator.render.charts import claimed_chart, confusion_matrix, measured_chart
from generator.render.citation import GAP, citation
from generator.render.code import highlighted
from generator.render.environment import render_template
from generator.render.head import button_links, button_views, head_facts, lead_and_rest
from generator.render.links import Links, list_path, model_path
from generator.render.media import media_of, media_path
from generator.render.nearest import nearest_texts
from generator.render.observed import sample_number, sample_views
from generator.render.page import Page
from generator.render.prose import Fences, plain, prose
from generator.render.references import titled
from generator.render.related import HEAD_SLOT, SLOT
from generator.render.snippet import snippet
from generator.render.speed import speed_view
from generator.render.status import OBSERVED
from generator.render.structured import structured_data
from generator.render.text_languages import Languages, languages_of
from generator.render.verification import environment_facts, made_with, run_facts, source_link, unpinned_commit

if TYPE_CHECKING:
    from generator.record import ClaimCheck, RunRecord

_TAB_NAMES: dict[CodeTab, str] = {"python": "Python", "scala": "Scala", "java": "Java", "nlu": "NLU", "other": "Other"}
_LANGUAGES: dict[CodeTab, str] = {"python": "python", "scala": "scala", "java": "java", "nlu": "python", "other": ""}
#: Sections with a place of their own on the page.
_PLACED = frozenset({"description", "predicted_entities", "how_to_use", "results", "benchmarking", "model_information"})
#: Sections that say where the model comes from; they follow Model Information.
_ORIGINS = ("data_source", "references")
_DESCRIPTION_LENGTH = 160
#: What stands in the place of ``_measured``.
_NOTHING_MEASURED: Mapping[str, object] = {"made_with": "", "unpinned_commit": ""}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class CodeTabView:
    """A tab of *How to use*.

    Attributes:
        name: What stands on it.
        blocks: Its code.
        of_run: Whether it shows what was run; else what the card says.
    """

    name: str
    blocks: tuple[Markup, ...]
    of_run: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the card, shown as it is."""

    anchor: str
    title: str
    html: Markup


def model_page(entry: Entry, links: Links) -> Page:
    """Render the page of a model."""
    card, path = entry.card, model_path(entry.url)
    hidden = button_links(card)
    title = card.facts.title or card.facts.name or card.key
    described = _section_html(card.section("description"), hidden)
    text = plain(described)
    html = render_template(
        "model",
        entry=entry,
        card=card,
        facts=card.facts,
        title=title,
        list_link=links.between(path, list_path(1)),
        json_link=links.between(path, f"models/{entry.url}/model.json"),
        markdown_link=links.between(path, f"models/{entry.url}/model.md"),
        head_facts=tuple(head_facts(entry)),
        buttons=tuple(button_views(card)),
        **_prose_of(card, described, _summary(text), hidden),
        inputs=tuple(_inputs(card)),
        **_observation(entry, {file.path: links.between(path, media_path(file)) for file in media_of(entry)}),
        head_slot=HEAD_SLOT,
        slot=SLOT,
        command=f"modelhub verify --rerun {shlex.quote(card.path)}",
        citation=citation(card),
        structured=structured_data(card, _summary(text)),
        gap=GAP,
    )
    return Page(path, " ".join(title.split()), _summary(text) or title, html)


def _prose_of(card: Card, described: Markup, summary: str, hidden: frozenset[str]) -> dict[str, object]:
    """Everything on the page that the author wrote as text. ``described``: the section Description."""
    others = _other_sections(card)
    early = _early_sections(card, others)
    origins = [section for key in _ORIGINS if (section := card.section(key))]
    intro = prose(readable(card.intro), hide_links=hidden)
    if intro:
        lead, intro = lead_and_rest(intro, summary)
    else:
        lead, described = lead_and_rest(described, summary)
    return {
        "lead": lead,
        "intro": intro,
        "description": described,
        "early": tuple(_sections(early, hidden)),
        "entities": _entities_html(card, hidden),
        "how_to_use": _section_html(card.section("how_to_use"), hidden, fences="hidden"),
        "results": _section_html(card.section("results"), hidden, fences="plain"),
        "benchmarking": _section_html(card.section("benchmarking"), hidden, fences="plain"),
        "origins": tuple(replace(section, html=titled(section.html)) for section in _sections(origins, hidden)),
        "others": tuple(_sections([section for section in others if section not in early], hidden)),
    }


def _observed(entry: Entry) -> RunRecord | None:
    """The record, where the model answered something."""
    record = entry.record if entry.status in OBSERVED else None
    return record if record and (record.samples or record.benchmark) else None


def _observation(entry: Entry, media: Mapping[str, str]) -> dict[str, object]:
    """Everything on the page that comes from a record, or stands in its place.

    Args:
        entry: The entry.
        media: Where the site has files of the hub.
    """
    record, observed, claims = entry.record, _observed(entry), entry.card.claims.metrics
    languages = languages_of(entry.card, observed)
    return {
        "observed": observed,
        "languages": languages,
        "tabs": (*_tabs(entry.card), *_tab_of_run(observed)),
        **(_measured(observed, claims, media, languages) if observed else _NOTHING_MEASURED),
        "claimed_chart": None if observed else claimed_chart(claims),
        "source_link": source_link(record.source) if record and record.source else "",
        "run_facts": tuple(run_facts(record)) if record else (),
        "environment_facts": tuple(environment_facts(record)) if record else (),
    }


def _measured(
    observed: RunRecord, claims: Sequence[MetricClaim], media: Mapping[str, str], languages: Languages
) -> dict[str, object]:
    """What the model answered and reached."""
    run = observed.benchmark
    return {
        "samples": tuple(sample_views(observed, media, languages)),
        "nearest": nearest_texts(observed),
        "benchmark": benchmark_view(observed),
        "label_chart": measured_chart(run, claims) if run else None,
        "matrix": confusion_matrix(run) if run else None,
        "speed": speed_view(observed),
        "made_with": made_with(observed),
        "unpinned_commit": unpinned_commit(observed),
        "loose_checks": tuple(_loose_checks(observed)),
    }


def _loose_checks(record: RunRecord) -> Iterator[ClaimCheck]:
    """Claims that stand neither at a sample nor in the benchmark table."""
    for check in record.checks:
        in_table = check.where == "benchmarking" and record.benchmark is not None
        if sample_number(check, record) is None and not in_table:
            yield check


def _inputs(card: Card) -> Iterator[tuple[tuple[str, str], ...]]:
    """The sample inputs that a run would take."""
    if card.verify and card.verify.samples:
        yield from (tuple(sample.columns.items()) for sample in card.verify.samples)
    else:
        yield from (tuple(sample.columns.items()) for sample in card.sample_input.samples)


def _tabs(card: Card) -> Iterator[CodeTabView]:
    section = card.section("how_to_use")
    blocks = section.blocks if section else ()
    order = list(_TAB_NAMES)
    for tab, group in groupby(sorted(blocks, key=lambda block: order.index(block.tab)), lambda block: block.tab):
        yield CodeTabView(_TAB_NAMES[tab], tuple(_code(block) for block in group))


def _tab_of_run(observed: RunRecord | None) -> Iterator[CodeTabView]:
    """The script of what was run; nothing where it was not."""
    if observed and (script := snippet(observed)):
        yield CodeTabView("Transformers", (highlighted(script, "python"),), of_run=True)


def _code(block: CodeBlock) -> Markup:
    return highlighted(block.code, _LANGUAGES[block.tab] or block.language)


def _other_sections(card: Card) -> list[Section]:
    """Every section without a place of its own; a second one of a kind counts as such."""
    seen: set[str] = set()
    others = []
    for section in card.sections:
        placed = section.key in _PLACED or section.key in _ORIGINS
        if not placed or section.key in seen:
            others.append(section)
        seen.add(section.key)
    return others


def _early_sections(card: Card, others: Sequence[Section]) -> list[Section]:
    """Those of the ``others`` that continue the description: they stand before any other section with a place."""
    later = _PLACED - {"description"}
    end = next((section.heading.line for section in card.sections if section.key in later), 0)
    return [section for section in others if section.heading.line < end]


def _entities_html(card: Card, hidden: frozenset[str]) -> Markup:
    """Predicted Entities in the author's words; empty where they say no more than the list of labels."""
    html = _section_html(card.section("predicted_entities"), hidden)
    listed = {word for label in card.entities for word in _WORD.findall(label.text)}
    return html if set(_WORD.findall(plain(html))) - listed - {"and", "or"} else Markup("")


def _sections(sections: Sequence[Section], hidden: frozenset[str]) -> Iterator[SectionView]:
    """The sections that say something."""
    for section in sections:
        if html := _section_html(section, hidden):
            # The line number keeps two sections of one title apart.
            yield SectionView(f"card-line-{section.heading.line}", section.title, html)


def _section_html(section: Section | None, hidden: frozenset[str], *, fences: Fences = "coloured") -> Markup:
    return prose(section.prose, fences=fences, hide_links=hidden) if section else Markup("")


def _summary(text: str) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rsplit(maxsplit=1)[0] + " …"
