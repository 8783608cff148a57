"""What a card asks its model: the inputs, as its task reads them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.card import Card

if TYPE_CHECKING:
    from generator.verify_block import TaskName

#: Columns that hold a file of the hub, by its path relative to the hub's root.
FILES = frozenset({"image", "audio"})
#: What a task reads where that is not one text: the columns that a sample must have, and in words.
_READS: Mapping[TaskName | None, tuple[frozenset[str], str]] = {
    "question-answering": (frozenset({"question", "context"}), "a question and its context"),
    "multiple-choice": (frozenset({"question", "choices"}), "a question and its choices"),
    "image-classification": (frozenset({"image"}), "an image: a file of the hub"),
    "automatic-speech-recognition": (frozenset({"audio"}), "an audio: a file of the hub"),
}


def samples_of(card: Card, task: TaskName | None) -> tuple[dict[str, str], ...]:
    """The inputs to run: those of ``verify``, else those of the snippet."""
    if card.verify and card.verify.samples:
        return tuple(sample.columns for sample in card.verify.samples)
    if _reads_files(task):
        return ()  # What a snippet loads lies elsewhere.
    return shown_inputs(card, task)


def shown_inputs(card: Card, task: TaskName | None) -> tuple[dict[str, str], ...]:
    """The inputs of the snippet as the task reads them: what Results speaks of."""
    inputs = (dict(sample.columns) for sample in card.sample_input.samples)
    if task != "multiple-choice":
        return tuple(inputs)
    return tuple(_with_choices(columns, choices_delimiter(card)) for columns in inputs)


def choices_delimiter(card: Card) -> str:
    """What stands between the choices of a question where they are one text, as in Spark NLP."""
    given = card.setters.get("setChoicesDelimiter")
    return given if isinstance(given, str) and given else ","


def _with_choices(columns: dict[str, str], delimiter: str) -> dict[str, str]:
    """Spark NLP has the choices as one text, in a column of that name or in the one of the context."""
    name = next((name for name in ("choices", "context") if name in columns), None)
    if name is None:
        return columns
    choices = (" ".join(choice.split()) for choice in columns[name].split(delimiter))
    others = {other: text for other, text in columns.items() if other != name}
    return {**others, "choices": "\n".join(choice for choice in choices if choice)}


def text_of(columns: Mapping[str, str]) -> str:
    """The text among a sample's columns: the one named ``text``, the ``context`` of a question, else the first."""
    return columns.get("text") or columns.get("context") or next(iter(columns.values()))


def files_of_samples(samples: Sequence[Mapping[str, str | list[str]]]) -> list[str]:
    """The files of the hub that samples or evaluation rows name, each once, sorted."""
    return sorted({str(value) for sample in samples for name, value in sample.items() if name in FILES})


def sample_problem(card: Card, task: TaskName | None, samples: Sequence[Mapping[str, str]], *, measured: bool) -> str:
    """Why there is nothing to run the model on; empty where there is.

    Args:
        card: The card.
        task: What it is run for.
        samples: The inputs.
        measured: Whether it is run on evaluation data, so that it needs no sample.
    """
    wrong = next((sample for sample in samples if not _is_read(sample, task)), None)
    if wrong is not None:
        reads = _READS[task][1] if task in _READS else "one text"
        return f"the sample input has the columns {', '.join(wrong)}; the task reads {reads}"
    if task == "multiple-choice" and any("\n" not in sample["choices"] for sample in samples):
        delimiter = choices_delimiter(card)
        return f"the sample input has fewer than two choices; they stand in one text, with {delimiter!r} between them"
    if samples or measured:
        return ""
    if _reads_files(task):
        return f"the card names no sample in `verify`; the task reads {_READS[task][1]}"
    placeholder = card.sample_input.placeholder
    found = f"; found the placeholder {placeholder.text!r}" if placeholder else ""
    return f"the card has no sample input{found}"


def _reads_files(task: TaskName | None) -> bool:
    return task in _READS and not FILES.isdisjoint(_READS[task][0])


def _is_read(sample: Mapping[str, str], task: TaskName | None) -> bool:
    if task in _READS:
        return _READS[task][0] <= set(sample)
    return ("text" in sample or len(sample) == 1) and FILES.isdisjoint(sample)
