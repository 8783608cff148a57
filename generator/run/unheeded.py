"""What a card sets and this run does not follow: so that the record can say it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.card import Card
from generator.run.options import activation_of, max_length_of, options_of, set_by
from generator.run.samples import choices_delimiter
from generator.verify_block import Options, TaskName

_WRITING: frozenset[TaskName] = frozenset({"translation", "summarization", "text2text-generation", "text-generation"})
_SEEING: frozenset[TaskName] = frozenset({"image-classification"})
_HEARING: frozenset[TaskName] = frozenset({"automatic-speech-recognition"})
_ZERO_SHOT: frozenset[TaskName] = frozenset({"zero-shot-classification"})
#: The tasks that an option is for; what is not here is for every task that reads text.
_TASKS: Mapping[str, frozenset[TaskName]] = {
    "activation": frozenset({"text-classification", *_ZERO_SHOT, *_SEEING}),
    "candidate_labels": _ZERO_SHOT,
    "hypothesis": _ZERO_SHOT,
    "source_language": _WRITING | _HEARING,  # Which of the models have a choice, the worker sees.
    "target_language": _WRITING | _HEARING,
    "prefix": _WRITING | {"sentence-embeddings"},
    "max_new_tokens": _WRITING | _HEARING,
    "speech_task": _HEARING,
}
#: These change no answer: how Spark works, what columns are called, and seeds where nothing is left to chance.
_HARMLESS = frozenset(
    {
        "setInputCol", "setInputCols", "setOutputCol", "setOutputCols", "setBatchSize", "setLazyAnnotator", "setEngine",
        "setStorageRef", "setDimension", "setConfigProtoBytes", "setCache", "setUseCache", "setIsLong", "setRandomSeed",
        "setFeatureExtractorType",
    }
)  # fmt: skip
#: Setters whose value stands for the same as what is done anyway.
_ANYWAY: Mapping[str, object] = {"setDoSample": False, "setMultilabel": False, "setThreshold": 0.5}


def unheeded_of(card: Card, task: TaskName) -> tuple[str, ...]:
    """The settings of a card that this run does not follow, each in a few words, in the card's order."""
    return (*_of_verify(card, task), *_of_snippet(card, task), *_of_pipeline(card, task))


def _is_for(option: str, task: TaskName) -> bool:
    return task in _TASKS[option] if option in _TASKS else task not in _SEEING | _HEARING


def _of_verify(card: Card, task: TaskName) -> Iterator[str]:
    """What the author says of a task that it is not for."""
    names = [*Options.model_fields, "activation", "max_length"]
    given = card.verify.model_dump(include=set(names), exclude_unset=True) if card.verify else {}
    for name, value in given.items():
        if value not in (None, "", []) and not _is_for(name, task):
            yield f"verify.{name}: {value}"


def _of_snippet(card: Card, task: TaskName) -> Iterator[str]:
    chosen = card.verify.model_fields_set if card.verify else set()
    effective = {
        **options_of(card).model_dump(),
        "activation": activation_of(card),
        "max_length": max_length_of(card),
    }
    for setter, value in card.setters.items():
        if setter in _HARMLESS or (setter in _ANYWAY and _ANYWAY[setter] == value):
            continue
        option, meant = _meaning(card, setter)
        if option in chosen or _is_heeded(option, meant, effective, task):
            continue
        if setter == "setChoicesDelimiter" and task == "multiple-choice" and choices_delimiter(card) == value:
            continue
        if setter == "setCoalesceSentences" and not _cuts_texts(card):
            continue  # There is one sentence, the whole text.
        yield f"{setter}({_shown(value)})"
    yield from (f"{setter}(…)" for setter in card.unread_setters if setter not in _HARMLESS)


def _meaning(card: Card, setter: str) -> tuple[str, object]:
    """The setting that a setter stands for, and its value as that setting has it."""
    value = card.setters[setter]
    match setter:
        case "setActivation":
            return "activation", value
        case "setMultilabel":
            return "activation", "sigmoid"
        case "setMaxSentenceLength" | "setMaxInputLength":
            return "max_length", value
        case "setCaseSensitive":
            return "case_sensitive", value
        case _:
            return set_by(card, setter)


def _is_heeded(option: str, meant: object, effective: Mapping[str, object], task: TaskName) -> bool:
    if not option or not _is_for(option, task):
        return False
    found = effective[option]
    return (list(meant) if isinstance(meant, tuple) else meant) == found


def _of_pipeline(card: Card, task: TaskName) -> Iterator[str]:
    """A stage that cuts texts before the model reads them."""
    if _cuts_texts(card) and task not in _SEEING | _HEARING:
        yield "SentenceDetector: each text is read as a whole, not sentence by sentence"


def _cuts_texts(card: Card) -> bool:
    return any("SentenceDetector" in block.code for block in card.code("python"))


def _shown(value: object) -> str:
    """A value as Python has it, cut off where it is long."""
    words = repr(list(value)) if isinstance(value, tuple) else repr(value)
    return words if len(words) <= 60 else f"{words[:57]}…"  # noqa: PLR2004  three characters less
