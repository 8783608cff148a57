"""What a server says when it is asked whether a link is alive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

#: A link is dead only where that is sure; whatever else keeps it from being checked is no fault of the card.
Verdict: TypeAlias = Literal["alive", "dead", "unchecked"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one address.

    Attributes:
        verdict: Whether it is there.
        reason: Why it is dead or could not be checked, as the end of a sentence that begins with the address: ``answers
            404 Not Found``.
        moved_to: Where it has moved for good; empty where it has not, or where nothing is found there.
    """

    verdict: Verdict
    reason: str = ""
    moved_to: str = ""


#: Answers by address, without its fragment. An address that is not among them was not asked.
Answers: TypeAlias = Mapping[str, Answer]
