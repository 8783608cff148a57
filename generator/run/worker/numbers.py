"""Numbers as records keep them."""

from __future__ import annotations

_DIGITS = 6


def significant(value: float) -> float:
    """Rounded to 6 significant digits: float32 holds little more, and processors differ in the last one."""
    return float(f"{value:.{_DIGITS}g}")
