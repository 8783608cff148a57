"""Bytes and seconds as people write them: three digits, and prefixes of SI, as hosts of files have them."""

from __future__ import annotations

_UNITS = ("B", "kB", "MB", "GB", "TB")
#: What three digits show as 1,000 has the next unit.
_NEXT = 999.5


def amount(count: int) -> str:
    """Bytes, in powers of 1000: ``440 MB``."""
    size, power = float(count), 0
    while size >= _NEXT and power < len(_UNITS) - 1:
        size, power = size / 1000, power + 1
    return f"{short(size)} {_UNITS[power]}"


def duration(seconds: float) -> str:
    """Seconds: ``12.3 ms``, ``2.1 s``."""
    milliseconds = seconds * 1000
    return f"{short(milliseconds)} ms" if milliseconds < _NEXT else f"{short(seconds)} s"


def short(number: float) -> str:
    """Three digits that tell something: ``3.51``, ``1,230,000``."""
    return f"{float(f'{number:.3g}'):,.10g}"
