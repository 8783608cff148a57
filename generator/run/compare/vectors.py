"""A claimed vector against an observed one, by their cosine. Pure.

Cards print vectors as Spark and pandas do: the beginning, cut off somewhere, mostly within a number:
``[0.3967159688472748, -0.6448764801025391, -0.3...``. Of the number that is cut, what stands there says in what range
it lies: here from -0.4 to -0.3. The observed number counts as claimed where it lies in that range, else the nearer end
does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.record import ClaimCheck
from generator.run.compare.answers import CUT
from generator.run.compare.claim import Claim, number
from generator.verify_block import Tolerance

_FEWEST = 2
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
#: Only what begins with nought: ``9.1`` could go on as ``9.1e-05``.
_CUT_NUMBER = re.compile(r"(-?)0\.(\d*)")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """A vector as a card shows it.

    Attributes:
        values: Its first numbers, or all of them.
        whole: Whether these are all.
        last: Between which two numbers the next one lies, where it is cut off; ``None`` where that cannot be told.
    """

    values: tuple[float, ...]
    whole: bool
    last: tuple[float, float] | None = None


def printed(cell: str) -> Printed | None:
    """The vector in a cell, also in a list of its own; ``None`` where there is none, or more than one."""
    inner = " ".join(cell.split()).replace("\N{HORIZONTAL ELLIPSIS}", CUT)
    if not inner.startswith("["):
        return None
    inner = inner.strip("[] ")
    cut = inner.endswith(CUT)
    pieces = [piece.strip() for piece in (inner.removesuffix(CUT) if cut else inner).split(",")]
    broken = pieces.pop() if cut else ""
    if not pieces or not all(_NUMBER.fullmatch(piece) for piece in pieces):
        return None
    return Printed(tuple(float(piece) for piece in pieces), not cut, _range(broken))


def _range(broken: str) -> tuple[float, float] | None:
    found = _CUT_NUMBER.fullmatch(broken)
    if not found:
        return None
    low = float(f"0.{found[2] or 0}")
    high = low + math.pow(10, -len(found[2]))
    return (-high, -low) if found[1] else (low, high)


def check_printed(claim: Claim, claimed: Printed, observed: Sequence[float], tolerance: Tolerance) -> ClaimCheck:
    """Hold what a card shows of a vector against the observed one."""
    if claimed.whole:
        return check_whole(claim, claimed.values, observed, tolerance)
    values = list(claimed.values)
    if claimed.last and len(values) < len(observed):
        low, high = claimed.last
        values.append(min(max(observed[len(values)], low), high))
    if len(values) > len(observed):
        return claim.shows(shown(observed), agrees=False)
    if len(values) < _FEWEST or not any(values):
        return claim.unchecked("it is cut off after too few numbers to tell")
    cosine = _cosine(values, observed[: len(values)])
    verb = f"observed {shown(observed)}: of the first {len(values)} numbers a cosine of"
    return claim.near(1.0, cosine, tolerance.cosine, verb, "cosine")


def check_whole(claim: Claim, expected: Sequence[float], observed: Sequence[float], tolerance: Tolerance) -> ClaimCheck:
    """Hold a whole vector against the observed one."""
    if len(observed) != len(expected):
        return claim.equals(shown(observed))
    return claim.near(1.0, _cosine(expected, observed), tolerance.cosine, "observed a cosine of", "cosine")


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    lengths = math.hypot(*one) * math.hypot(*other)
    return math.fsum(a * b for a, b in zip(one, other, strict=True)) / lengths if lengths else 0.0


def shown(vector: Sequence[float]) -> str:
    """The beginning of a vector, and how long it is: ``[0.1, -0.2, 0.3, …], 384 numbers``."""
    beginning = ", ".join(number(value) for value in vector[:_SHOWN])
    return f"[{beginning}{', …' if len(vector) > _SHOWN else ''}], {len(vector)} numbers"
