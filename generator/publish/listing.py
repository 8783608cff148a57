"""An entry, in short: what lists, indexes and comparisons are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import structs

from generator.card import Card, Facts
from generator.hub import Entry, Hub, Unread
from generator.listing import HistoryPoint, LintCount, Listing, ModelKind, Score, Shelf, Unit
from generator.render.head import button_links
from generator.render.prose import plain, prose

if TYPE_CHECKING:
    from generator.measurement import BenchmarkRun
    from generator.record import RunRecord

_SUMMARY_LENGTH = 160
#: What an annotator's name says besides the architecture.
_HEADS = re.compile(
    r"(?:For(?:Sequence|Token|Image|ZeroShot|MultipleChoice|Question|Speech|Audio|CTC).*|Embeddings|SentenceEmbeddings"
    r"|Transformer|Approach|Model|ClassificationModel)$"
)
#: Tasks of whole pipelines end so, as the Spark NLP hub writes them.
_PIPELINE = re.compile(r"\bpipelines?\b", re.IGNORECASE)


def shelf_of(hub: Hub, *, lint: Mapping[str, LintCount] | None = None, history: tuple[HistoryPoint, ...] = ()) -> Shelf:
    """Every entry of a hub, in short.

    Args:
        hub: What is known.
        lint: What the linter last found in cards as they are now, by their paths.
        history: As ``Shelf.history``.
    """
    known = lint or {}
    listings = (structs.replace(listing_of(entry), lint=known.get(entry.card.path)) for entry in hub.entries)
    return shelf_with(listings, hub.unread, history=history)


def shelf_with(
    listings: Iterable[Listing], unread: Iterable[Unread] = (), *, history: tuple[HistoryPoint, ...] = ()
) -> Shelf:
    """These models, and files that are no cards."""
    files = (
        (file.path, tuple(f"line {problem.span.line}, {problem.message}" for problem in file.problems))
        for file in unread
    )
    return Shelf(tuple(sorted(listings, key=lambda listing: listing.key)), tuple(files), history)


def listing_of(entry: Entry) -> Listing:
    """One entry, in short."""
    card, facts, record = entry.card, entry.card.facts, entry.record
    observed = record if record and entry.status not in {"failed", "not-run"} else None
    speed = observed.speed.figures if observed and observed.speed else None
    size = observed.size if observed else None
    name = facts.name or card.key
    return Listing(
        key=card.key,
        card_path=card.path,
        id=entry.id,
        url=entry.url,
        name=name,
        title=facts.title or name,
        summary=summary_of(card) or facts.title or name,
        tasks=facts.tasks,
        languages=facts.languages,
        edition=facts.edition,
        spark_version=facts.spark_version,
        kind=_kind(facts),
        annotator=facts.annotator,
        architecture=architecture_of(facts.annotator),
        license=card.info_value("License"),
        tags=facts.tags,
        labels=tuple(dict.fromkeys(entity.text for entity in card.entities)),
        author=facts.author,
        date=facts.date.isoformat() if facts.date else "",
        supported=facts.supported,
        deprecated=facts.deprecated,
        recommended=facts.recommended,
        status=entry.status,
        reason=entry.reason,
        expires=entry.expires,
        observed_at=record.timings.started_at if record and entry.status != "not-run" else "",
        task=record.task or "" if record else "",
        parameters=size.parameters if size else 0,
        bytes=size.weight_bytes if size else 0,
        latency=speed.latency.p50 if speed else 0.0,
        hardware=(speed.hardware.accelerator or speed.hardware.processor) if speed else "",
        measured=tuple(_measured(observed)) if observed and entry.status != "stale" else (),
        claimed=tuple(_claimed(card)),
        unpinned=record.fetched_unpinned if record else False,
    )


def summary_of(card: Card) -> str:
    """The beginning of what the card says the model does, as plain text, cut at a word."""
    section = card.section("description")
    text = plain(prose(section.prose, fences="hidden", hide_links=button_links(card))) if section else ""
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[:_SUMMARY_LENGTH].rsplit(maxsplit=1)[0] + " …"


def architecture_of(annotator: str) -> str:
    """The family of models that an annotator's name tells: ``Bert`` of ``BertForTokenClassification``."""
    return _HEADS.sub("", annotator)


def _kind(facts: Facts) -> ModelKind:
    of_pipelines = any(_PIPELINE.search(text) for text in (*facts.tasks, facts.annotator))
    return "pipeline" if of_pipelines or facts.annotator == "PretrainedPipeline" else "model"


def _measured(record: RunRecord) -> Iterator[Score]:
    run = record.benchmark
    if run is None:
        return
    if run.accuracy is not None:
        interval = run.accuracy_interval
        low, high = (interval.low, interval.high) if interval else (None, None)
        yield _score(run, "accuracy", run.accuracy, "fraction", low, high)
    for average in run.averages:
        if average.label in {"micro avg", "macro avg"}:
            span = average.f1_interval
            low, high = (span.low, span.high) if span else (None, None)
            yield _score(run, f"f1 {average.label.removesuffix(' avg')}", average.f1, "fraction", low, high)
    for metric in run.metrics:
        bounds = metric.interval
        low, high = (bounds.low, bounds.high) if bounds else (None, None)
        score = _score(run, metric.name, metric.value, metric.unit, low, high)
        yield structs.replace(score, signature=metric.signature)


def _score(run: BenchmarkRun, metric: str, value: float, unit: Unit, low: float | None, high: float | None) -> Score:
    return Score(metric, value, unit, low, high, run.data, run.rows, run.sha256)


def _claimed(card: Card) -> Iterator[Score]:
    """Figures of the whole: those without a row, and the F1 of the averages."""
    for claim in card.claims.metrics:
        if not claim.row and claim.metric != "support":
            yield Score(claim.metric, claim.value)
        elif claim.row in {"micro avg", "macro avg"} and claim.metric == "f1":
            yield Score(f"f1 {claim.row.removesuffix(' avg')}", claim.value)
