"""What a run answered to the sample inputs, beside what the card says that it answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.render.media import MediaKind, kind_of
from generator.render.tagged import Stretch, stretches
from generator.render.text_languages import Languages

if TYPE_CHECKING:
    from generator.output import ClassificationOutput, LabelScore, Output, TaggedSpan, TaggedToken, TokenOutput
    from generator.record import ClaimCheck, RunRecord, SampleRun

_SAMPLE = re.compile(r"sample (\d+)\b")
#: Claims about single words and spans: of which sample is not said, but with one sample it is clear.
_PIECE = re.compile(r"(word|span) |number of spans$")
_UNKNOWN = Languages()
#: More scores than this are folded away.
SHOWN_SCORES = 10


@dataclass(frozen=True, slots=True)
class MediaView:
    """A picture or a recording.

    Attributes:
        kind: How it is shown.
        name: Its path in the hub.
        link: Where the site has it.
    """

    kind: MediaKind
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class SampleView:
    """One sample input with its answer.

    Attributes:
        number: From 1.
        inputs: Column and text.
        media: Pictures and recordings that the input names, where the site shows them.
        output: What the model answered.
        labels: The same, where it classified the text.
        tagged: The same, where it tagged the words.
        stretches: The text, cut at the spans; at the words where there are no spans.
        checks: The card's claims about this sample, but for ``agreeing``.
        agreeing: Those about single words and spans that agree: they are many, and say one thing.
        languages: Of the input and of the answer.
        translated: Whether the answer is the input in another language.
        quotation: What stands before an answer in its context, the answer, and what stands behind it; ``None`` for
            answers that stand nowhere.
    """

    number: int
    inputs: tuple[tuple[str, str], ...]
    media: tuple[MediaView, ...]
    output: Output
    labels: ClassificationOutput | None
    tagged: TokenOutput | None
    stretches: tuple[Stretch, ...]
    checks: tuple[ClaimCheck, ...]
    agreeing: tuple[ClaimCheck, ...]
    languages: Languages = _UNKNOWN
    translated: bool = False
    quotation: tuple[str, str, str] | None = None

    @property
    def first_scores(self) -> Sequence[LabelScore]:
        """The best scores."""
        return self.labels.scores[:SHOWN_SCORES] if self.labels else ()

    @property
    def other_scores(self) -> Sequence[LabelScore]:
        """The scores to fold away."""
        return self.labels.scores[SHOWN_SCORES:] if self.labels else ()

    @property
    def truncated(self) -> bool:
        """Whether the model read only the beginning of the input."""
        return self.output.truncated


def sample_views(
    record: RunRecord,
    links: Mapping[str, str] | None = None,
    languages: Languages = _UNKNOWN,
) -> Iterator[SampleView]:
    """Every sample of a record, with the checks that are about it.

    Args:
        record: The record.
        links: Where the site has files of the hub, by their paths in it.
        languages: Of the inputs and the answers.
    """
    about: defaultdict[int | None, list[ClaimCheck]] = defaultdict(list)
    for check in record.checks:
        about[sample_number(check, record)].append(check)
    for number, sample in enumerate(record.samples, 1):
        view = _view(number, sample, about[number], links or {})
        yield replace(view, languages=languages, translated=record.task == "translation")


def sample_number(check: ClaimCheck, record: RunRecord) -> int | None:
    """The sample of the record that a check is about, from 1; ``None`` where it is about something else."""
    if found := _SAMPLE.match(check.subject):
        return number if (number := int(found[1])) <= len(record.samples) else None
    return 1 if _is_about_piece(check) and len(record.samples) == 1 else None


def _is_about_piece(check: ClaimCheck) -> bool:
    return check.where == "results" and bool(_PIECE.match(check.subject))


def _is_folded(check: ClaimCheck) -> bool:
    return bool(check.agrees) and _is_about_piece(check)


def _media(sample: SampleRun, links: Mapping[str, str]) -> Iterator[MediaView]:
    for file in sample.files:
        kind = kind_of(file)
        if kind and file.path in links:
            yield MediaView(kind, file.path, links[file.path])


def _view(number: int, sample: SampleRun, checks: Sequence[ClaimCheck], links: Mapping[str, str]) -> SampleView:
    output = sample.output
    labels = output if output.kind == "labels" else None
    tagged = output if output.kind == "tokens" else None
    text = sample.input.get("text") or " ".join(sample.input.values())
    marks: Sequence[TaggedSpan | TaggedToken] = (
        (tagged.tokens if tagged.scheme == "plain" else tagged.spans) if tagged else ()
    )
    return SampleView(
        number=number,
        inputs=tuple(sample.input.items()),
        media=tuple(_media(sample, links)),
        output=output,
        labels=labels,
        tagged=tagged,
        stretches=tuple(stretches(text, marks)) if tagged else (),
        checks=tuple(check for check in checks if not _is_folded(check)),
        agreeing=tuple(filter(_is_folded, checks)),
        quotation=_quotation(sample),
    )


def _quotation(sample: SampleRun) -> tuple[str, str, str] | None:
    """The context, cut at the answer that was found in it."""
    output, context = sample.output, sample.input.get("context", "")
    if output.kind != "answer" or not output.answer:
        return None
    start, end = output.start, output.end
    if not 0 <= start < end or context[start:end] != output.answer:
        return None
    return context[:start], output.answer, context[end:]
