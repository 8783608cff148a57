"""How a card wants its model to be run: its ``verify:`` block, else its Python and its Model Information. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from generator.card import Card, Constant
from generator.verify_block import ActivationName, Options

#: Spark NLP's setters. Marian's language is a prefix of its input: ``>>fra<<``. Of two the last one counts.
_SETTERS: Mapping[str, str] = {
    "setCandidateLabels": "candidate_labels",
    "setMaxOutputLength": "max_new_tokens",
    "setMaxNewTokens": "max_new_tokens",
    "setSrcLang": "source_language",
    "setTgtLang": "target_language",
    "setTask": "prefix",
    "setLangId": "prefix",
}
#: Whisper's are tokens: ``<|en|>``, ``<|transcribe|>``.
_OF_WHISPER: Mapping[str, str] = {**_SETTERS, "setTask": "speech_task", "setLanguage": "source_language"}
_ACTIVATIONS: dict[object, ActivationName] = {"softmax": "softmax", "sigmoid": "sigmoid"}


def activation_of(card: Card) -> ActivationName | None:
    """How logits become scores; ``None`` as the model's configuration says."""
    given = card.verify.activation if card.verify else None
    several: ActivationName | None = "sigmoid" if card.setters.get("setMultilabel") is True else None
    return given or _ACTIVATIONS.get(card.setters.get("setActivation")) or several


def max_length_of(card: Card) -> int | None:
    """Longest input in tokens; ``None`` as the model's configuration says."""
    own = card.setters.get("setMaxInputLength")
    set_there = own if isinstance(own, int) and not isinstance(own, bool) and own > 1 else None
    return (card.verify.max_length if card.verify else None) or card.max_length or set_there


def options_of(card: Card) -> Options:
    """What else decides how the model is run."""
    given = card.verify.model_dump(include=set(Options.model_fields), exclude_unset=True) if card.verify else {}
    return Options.model_validate(dict(_elsewhere(card)) | given)


def set_by(card: Card, setter: str) -> tuple[str, Constant]:
    """The option that a setter of the snippet stands for, empty for none, and its value as that option has it."""
    value = card.setters[setter]
    whisper = card.facts.annotator == "WhisperForCTC"
    option = (_OF_WHISPER if whisper else _SETTERS).get(setter, "")
    if whisper and isinstance(value, str):
        value = value.removeprefix("<|").removesuffix("|>")
    return option, value


def _elsewhere(card: Card) -> Iterator[tuple[str, object]]:
    """The settings outside of the block; one that makes no sense is none."""
    found = [set_by(card, setter) for setter in _SETTERS if setter in card.setters]
    found += [set_by(card, setter) for setter in _OF_WHISPER.keys() - _SETTERS.keys() if setter in card.setters]
    for option, value in [*found, ("case_sensitive", card.case_sensitive)]:
        if not option:
            continue
        try:
            Options.model_validate({option: value})
        except ValidationError:
            continue
        yield option, value
