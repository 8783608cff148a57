"""Two texts that should be the same: as they stand, or but for case and punctuation. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from generator.record import ClaimCheck
from generator.run.compare.claim import Claim
from generator.verify_block import Tolerance

_NEARLY = "the same but for case and punctuation"


def check_text(
    claim: Claim, observed: str, tolerance: Tolerance, same: Callable[[str, str], bool] | None = None
) -> ClaimCheck:
    """Hold the claimed text against what was observed.

    Args:
        claim: The claim.
        observed: The text.
        tolerance: Whether a text that is the same but for case and punctuation agrees.
        same: Whether a text as claimed shows the one observed; by default they are the same but for how long white
            space is.
    """
    same = same or _reads_alike
    if same(claim.claimed, observed):
        return claim.shows(observed, agrees=True)
    nearly = same(normalized(claim.claimed), normalized(observed)) and bool(normalized(observed))
    return claim.shows(observed, agrees=nearly and tolerance.text == "normalized", but=_NEARLY if nearly else "")


def normalized(text: str) -> str:
    """In small letters, without punctuation, with single blanks; dots that end a text that is cut off stay."""
    cut = text.rstrip().endswith("...")
    letters = "".join(" " if _is_dash(char) else char for char in unicodedata.normalize("NFKC", text).casefold())
    words = "".join(char for char in letters if not unicodedata.category(char).startswith("P")).split()
    return " ".join(words) + ("..." if cut else "")


def _is_dash(char: str) -> bool:
    return unicodedata.category(char) == "Pd"


def _reads_alike(one: str, other: str) -> bool:
    return one.split() == other.split()
