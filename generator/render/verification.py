"""How a model was run: facts of a record as rows of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.isolation import in_words

if TYPE_CHECKING:
    from generator.record import RunRecord, Settings, SourceRecord
    from generator.verify_block import Tolerance


@dataclass(frozen=True, slots=True)
class Fact:
    """A row.

    Attributes:
        code: Whether the value is one for machines, such as a digest.
    """

    name: str
    value: str
    code: bool = False


_ORIGINS = {"verify": "named by the card", "inferred": "inferred: the one model repository that the card links to"}


def source_link(source: SourceRecord) -> str:
    """Where the weights can be looked at; empty for a folder of the hub."""
    if not source.uri.startswith("hf:"):
        return ""
    revision = source.resolved_revision or source.revision
    return f"https://huggingface.co/{source.uri.removeprefix('hf:')}" + (f"/tree/{revision}" if revision else "")


def run_facts(record: RunRecord) -> Iterator[Fact]:
    """What was run, and how."""
    if record.task:
        yield Fact("Task", record.task)
    yield from _source_facts(record.source)
    if settings := record.settings:
        if settings.activation:
            yield Fact("Activation", settings.activation)
        if settings.max_length:
            yield Fact("Longest input", f"{settings.max_length:,} tokens")
        yield from _option_facts(settings)
        if settings.unheeded:
            yield Fact("Settings of the card not followed", "; ".join(settings.unheeded))
        yield Fact("Tolerance", _tolerance(settings.tolerance, {sample.output.kind for sample in record.samples}))
    yield Fact("Request", record.request_sha256, code=True)


def _tolerance(tolerance: Tolerance, kinds: Collection[str]) -> str:
    """How far claims may be off, as far as it matters for these kinds of answers."""
    shown = f"scores ±{tolerance.score:g}, metrics ±{tolerance.metric:g} and their rounding"
    numbers = f", numbers ±{tolerance.value:g}" if "numbers" in kinds else ""
    vectors = f", cosines at least {1 - tolerance.cosine:g}" if "embedding" in kinds else ""
    texts = ", texts but for case and punctuation" if tolerance.text == "normalized" else ""
    return shown + numbers + vectors + texts


def _option_facts(settings: Settings) -> Iterator[Fact]:
    """What the card or the runner chose beyond the usual."""
    options = settings.options
    if options.case_sensitive is False:
        yield Fact("Case", "the input is put into lower case first")
    if options.candidate_labels:
        yield Fact("Candidate labels", ", ".join(options.candidate_labels))
        yield Fact("Hypothesis", options.hypothesis, code=True)
    if options.source_language or options.target_language:
        yield Fact("Languages", " → ".join(filter(None, (options.source_language, options.target_language))))
    if options.speech_task:
        yield Fact("Speech", {"transcribe": "transcribed", "translate": "translated to English"}[options.speech_task])
    if options.prefix:
        yield Fact("Put before the input", options.prefix, code=True)
    if options.max_new_tokens and settings.beams:
        search = "the likeliest token each time" if settings.beams == 1 else f"{settings.beams} beams"
        yield Fact("Generation", f"{search}, at most {_count(options.max_new_tokens, 'new token')}")


def _source_facts(source: SourceRecord | None) -> Iterator[Fact]:
    if source is None:
        return
    yield Fact("Source", source.uri, code=True)
    yield Fact("Origin", _ORIGINS[source.origin])
    if source.revision:
        yield Fact("Revision asked for", source.revision, code=True)
    if source.resolved_revision:
        yield Fact("Revision run", source.resolved_revision, code=True)
    if source.uri.startswith("hf:") and source.unpinned:
        yield Fact("Pinned", "no: the card names no commit, so what it names may be another model by now")
    if source.weights_sha256:
        yield Fact("Weights (SHA-256)", source.weights_sha256, code=True)


def unpinned_commit(record: RunRecord) -> str:
    """The commit that was run where the card pins none; empty where it does, and for a folder of the hub."""
    source = record.source
    return source.resolved_revision if source and source.unpinned else ""


def made_with(record: RunRecord) -> str:
    """The libraries that decide what a model answers, and the device: ``torch 2.13.0, transformers 5.23.0, cpu``."""
    if record.environment is None:
        return ""
    packages = record.environment.packages
    named = [f"{name} {packages[name]}" for name in ("torch", "transformers", "tokenizers") if name in packages]
    return ", ".join([*named, record.environment.device])


def environment_facts(record: RunRecord) -> Iterator[Fact]:
    """What it was run on and with, and how long it took."""
    if environment := record.environment:
        device = environment.device + (f" ({environment.accelerator})" if environment.accelerator else "")
        yield Fact("Device", f"{device}, {environment.dtype}, {_count(environment.threads, 'thread')}")
        yield Fact("Platform", environment.platform)
        packages = [
            f"Python {environment.python}",
            *(f"{name} {version}" for name, version in environment.packages.items()),
        ]
        yield Fact("Software", ", ".join(packages))
        if environment.isolation:
            yield Fact("Isolation", ", ".join(in_words(environment.isolation)))
    timings = record.timings
    parts = {"loading": timings.load_seconds, "samples": timings.sample_seconds, "benchmark": timings.benchmark_seconds}
    details = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in parts.items() if seconds)
    yield Fact("Time taken", f"{timings.total_seconds:.2f} s" + (f" ({details})" if details else ""))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
