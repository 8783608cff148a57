"""How a card wants its model to be run: its ``verify:`` block, else its Python and its Model Information. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from generator.card import Card
from generator.verify_block import ActivationName, Options

#: Spark NLP's setters. Marian's language is a prefix of its input: ``>>fra<<``.
_SETTERS: dict[str, str] = {
    "setCandidateLabels": "candidate_labels",
    "setMaxOutputLength": "max_new_tokens",
    "setSrcLang": "source_language",
    "setTgtLang": "target_language",
    "setTask": "prefix",
    "setLangId": "prefix",
}
_ACTIVATIONS: dict[object, ActivationName] = {"softmax": "softmax", "sigmoid": "sigmoid"}


def activation_of(card: Card) -> ActivationName | None:
    """How logits become scores; ``None`` as the model's configuration says."""
    given = card.verify.activation if card.verify else None
    return given or _ACTIVATIONS.get(card.setters.get("setActivation"))


def max_length_of(card: Card) -> int | None:
    """Longest input in tokens; ``None`` as the model's configuration says."""
    return (card.verify.max_length if card.verify else None) or card.max_length


def choices_delimiter(card: Card) -> str:
    """What stands between the choices of a question where they are one text, as in Spark NLP."""
    given = card.setters.get("setChoicesDelimiter")
    return given if isinstance(given, str) and given else ","


def options_of(card: Card) -> Options:
    """What else decides how the model is run."""
    given = card.verify.model_dump(include=set(Options.model_fields), exclude_unset=True) if card.verify else {}
    return Options.model_validate(dict(_elsewhere(card)) | given)


def _elsewhere(card: Card) -> Iterator[tuple[str, object]]:
    """The settings outside of the block; one that makes no sense is none."""
    found = {option: card.setters[setter] for setter, option in _SETTERS.items() if setter in card.setters}
    for option, value in {**found, "case_sensitive": card.case_sensitive}.items():
        try:
            Options.model_validate({option: value})
        except ValidationError:
            continue
        yield option, value
