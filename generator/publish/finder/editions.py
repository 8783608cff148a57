"""Which models work with which edition of a library."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

_EDITION = re.compile(r"(.*\S)\s+v?(\d{1,6}(?:\.\d{1,6}){0,4})")

#: Product, in lower-case letters, and version.
Release = tuple[str, tuple[int, ...]]


@cache
def release_of(edition: str) -> Release | None:
    """``spark nlp`` and 3, 1 of ``Spark NLP 3.1.0``: zeros at the end say nothing."""
    match = _EDITION.fullmatch(edition.strip())
    if match is None:
        return None
    numbers = [int(number) for number in match[2].split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return " ".join(match[1].casefold().split()), tuple(numbers)


def compatible(editions: Iterable[str]) -> dict[str, list[str]]:
    """For each edition, those whose models it can use: of the same product and major version, and not released later.

    A library reads models of the releases before it, but models of another major version were saved in another
    way. That is the rule by which the Spark NLP hub offers "compatible editions".
    """
    groups: dict[tuple[str, int], list[tuple[tuple[int, ...], str]]] = defaultdict(list)
    for edition in sorted(editions):
        if release := release_of(edition):
            groups[release[0], release[1][0]].append((release[1], edition))
    return {
        edition: [other for earlier, other in sorted(group) if earlier <= version]
        for group in groups.values()
        for version, edition in group
    }
