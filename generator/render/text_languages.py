"""In which language a text of a card or of a model is, for browsers and screen readers (WCAG 3.1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.card import Card

if TYPE_CHECKING:
    from generator.record import RunRecord

#: Not a language: several, none that is known, and what Spark NLP writes for several.
_NONE = frozenset({"", "mul", "und", "xx", "zxx"})


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of what a model ``read`` and what it has ``written``: BCP 47; empty where unknown."""

    read: str = ""
    written: str = ""


def languages_of(card: Card, record: RunRecord | None = None) -> Languages:
    """The languages of a card's samples, and of a model's answers to them.

    A card of several languages does not tell which of them a sample is in. Nobody knows in which language a model
    generates text, but for one that translates.
    """
    options = record.settings.options if record and record.settings else None
    (alone,) = card.facts.languages if len(card.facts.languages) == 1 else ("",)
    translates = bool(record and record.task == "translation")
    read = tag(options.source_language if options and options.source_language else "" if translates else alone)
    target = options.target_language if options and options.target_language else ""
    return Languages(read, tag(target) if translates else read)


@cache
def tag(code: str) -> str:
    """A language as HTML has it; empty for what is none."""
    written = code.strip().replace("_", "-").removesuffix("-XX")  # As tokenizers of mBART have it: ``en_XX``.
    if written.casefold() in _NONE:
        return ""
    if len(written) == 2 and written.isalpha() and written.isascii():  # noqa: PLR2004  ISO 639-1; the linter has a rule
        return written.lower()
    from langcodes import standardize_tag, tag_is_valid  # noqa: PLC0415 - its tables take 50 ms to load

    return str(standardize_tag(written)) if tag_is_valid(written) else ""
