"""Versions, written in more ways than one."""

from __future__ import annotations

import re

VERSION = re.compile(r"\d{1,9}(?:\.\d{1,9})+")


def version_in(text: str) -> str:
    """The first version in a text, such as ``5.3.0`` of ``Spark NLP 5.3.0``; empty where there is none."""
    match = VERSION.search(text)
    return match[0] if match else ""


def release(version: str) -> tuple[int, ...]:
    """A version's numbers, in the order of releases. ``3.0`` and ``3.0.0`` are one release."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
