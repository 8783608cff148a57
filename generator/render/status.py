"""The words for a status. The icon stands in ``assets/modelhub.css``, by the same name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.hub import Status


@dataclass(frozen=True, slots=True)
class StatusText:
    """How a status is called, and what it means for a reader of a model page."""

    word: str
    meaning: str


STATUS_TEXTS: Mapping[Status, StatusText] = {
    "verified": StatusText(
        "Verified", "The model was run, and agrees with every claim of its card that could be checked."
    ),
    "measured": StatusText("Measured", "The model was run; its card claims nothing that could be checked."),
    "stale": StatusText(
        "Stale",
        "The model was run, but its card or its weights have changed since, or that was too long ago. "
        "Whatever was observed is of then.",
    ),
    "mismatch": StatusText("Mismatch", "The model was run, and something that its card claims differs."),
    "failed": StatusText("Failed", "Running the model did not succeed, so nothing about it is confirmed."),
    "not-run": StatusText("Not run", "The model was not run: whatever is said about it here is its author's claim."),
}

#: With these the page shows something that the model really answered.
OBSERVED: frozenset[Status] = frozenset({"verified", "measured", "mismatch", "stale"})
