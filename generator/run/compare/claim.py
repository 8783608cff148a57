"""One claim of a card on its way to a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.record import ClaimCheck

#: Keeps a difference of exactly the tolerance inside it, whatever binary fractions make of it.
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Claim:
    """What the card says, and where. The methods hold it against what was observed."""

    where: Literal["results", "benchmarking", "verify"]
    line: int
    subject: str
    claimed: str

    def equals(self, observed: str, extra: str = "") -> ClaimCheck:
        """The two texts have to be the same. ``extra`` is added to the message where they are not."""
        agrees = self.claimed == observed
        verdict = "observed the same" if agrees else f"observed {observed or 'nothing'}{extra}"
        return self._check(observed, None, agrees, f"claimed {self.claimed or 'nothing'}, {verdict}")

    def shows(self, observed: str, *, agrees: bool, but: str = "") -> ClaimCheck:
        """The two texts were compared elsewhere. ``but`` says in what way they are nearly the same."""
        verdict = "observed the same" if agrees and not but else f"observed {observed or 'nothing'}"
        verdict += f": {but}" if but else ""
        return self._check(observed, None, agrees, f"claimed {self.claimed or 'nothing'}, {verdict}")

    def missing(self, what: str) -> ClaimCheck:
        """``what`` was looked for and is not there."""
        message = f"claimed {self.claimed or 'nothing'}, observed no such {what}"
        return self._check("", None, agrees=False, message=message)

    def near(self, claimed: float, observed: float, allowed: float, verb: str, what: str = "") -> ClaimCheck:
        """The two figures have to be within ``allowed`` of each other.

        Args:
            claimed: What the card says.
            observed: What was observed.
            allowed: How far apart they may be.
            verb: ``measured`` or ``observed``.
            what: What the observed figure is, where that is no figure of the kind that is claimed.
        """
        difference = abs(claimed - observed)
        message = (
            f"claimed {self.claimed}, {verb} {number(observed)}; "
            f"differs by {number(difference)}, allowed {number(allowed)}"
        )
        return self._check(
            f"{what} {number(observed)}".strip(), round(allowed, 6), difference <= allowed + _EPSILON, message
        )

    def unchecked(self, why: str) -> ClaimCheck:
        """Nothing observed could be held against the claim."""
        return self._check("", None, None, f"claimed {self.claimed or 'nothing'}, not checked: {why}")

    def _check(self, observed: str, allowed: float | None, agrees: bool | None, message: str) -> ClaimCheck:  # noqa: FBT001  a verdict, not a switch
        return ClaimCheck(
            where=self.where,
            line=self.line,
            subject=self.subject,
            claimed=self.claimed,
            observed=observed,
            allowed=allowed,
            agrees=agrees,
            message=f"{self.subject}: {message}",
        )


def number(value: float) -> str:
    """A figure with at most six digits, without trailing zeros."""
    return f"{value:.6g}" if abs(value) >= _EPSILON else "0"
