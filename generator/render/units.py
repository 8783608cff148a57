"""Bytes and seconds as people write them."""

from __future__ import annotations


def amount(count: int) -> str:
    """Bytes as people write them, in powers of 1,024: ``4.3 MiB``."""
    size = float(count)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024:  # noqa: PLR2004  as the docstring says
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.4g} {unit}"
        size /= 1024
    return f"{size:.4g} TiB"


def duration(seconds: float) -> str:
    """Seconds as people write them: ``12.3 ms``, ``2.1 s``."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"
