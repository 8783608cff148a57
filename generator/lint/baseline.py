"""What an old hub is forgiven: how many findings of each rule each card may have."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from generator.diagnostic import Diagnostic
from generator.errors import UsageError
from generator.lint.rules import BROKEN_RULE
from generator.typed import problems


class Baseline(Struct, frozen=True, forbid_unknown_fields=True):
    """The file.

    Attributes:
        version: Of the file's form.
        cards: By the card's path from the hub's root and the rule's code: how many findings are forgiven.
    """

    version: int = 1
    cards: dict[str, dict[str, Annotated[int, Meta(ge=0)]]] = {}


class Compared(Struct, frozen=True):
    """Findings, held against a baseline.

    Attributes:
        new: Those that count.
        forgiven: How many do not.
        gone: How many more were forgiven than there are now, of what was checked.
    """

    new: list[Diagnostic]
    forgiven: int
    gone: int


def baseline_of(found: Iterable[Diagnostic]) -> Baseline:
    """A baseline that forgives these findings; a broken rule is never forgiven."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in found:
        if item.rule != BROKEN_RULE.code:
            counted[item.path][item.rule] += item.count
    return Baseline(cards={path: dict(sorted(rules.items())) for path, rules in sorted(counted.items())})


def dump(baseline: Baseline) -> bytes:
    """The file's content, sorted: the same findings give the same bytes."""
    return (json.dumps(msgspec.to_builtins(baseline), ensure_ascii=False, indent=2) + "\n").encode()


def load(data: bytes, path: str) -> Baseline:
    """Read a baseline.

    Args:
        data: The file's content.
        path: The file, for messages.

    Raises:
        UsageError: It is no baseline.
    """
    try:
        values = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: is no baseline: no JSON: {str(error).removeprefix('JSON is malformed: ')}") from None
    try:
        baseline = msgspec.convert(values, Baseline)
    except msgspec.ValidationError:
        first = next(problems(Baseline, values))
        raise UsageError(f"{path}: is no baseline: {first.key}{': ' * bool(first.key)}{first.message}") from None
    if baseline.version != 1:
        raise UsageError(f"{path}: is a baseline of form {baseline.version}, and this program knows form 1 only")
    return baseline


def compare(
    found: Iterable[Diagnostic], baseline: Baseline, *, paths: Iterable[str], rules: Collection[str]
) -> Compared:
    """Leave out what the baseline forgives.

    Where a card has more findings of a rule than are forgiven, all of them count: nobody knows which one is new.

    Args:
        found: What is wrong, with paths from the hub's root.
        baseline: What is forgiven.
        paths: All the cards that were checked.
        rules: The codes of all the rules that were checked.
    """
    items = list(found)
    if not baseline.cards:
        return Compared(items, 0, 0)
    counts: Counter[tuple[str, str]] = Counter()
    for item in items:
        counts[item.path, item.rule] += item.count
    new = [item for item in items if counts[item.path, item.rule] > _forgiven(baseline, item.path).get(item.rule, 0)]
    gone = sum(
        max(0, number - counts[path, rule])
        for path in paths
        for rule, number in _forgiven(baseline, path).items()
        if rule in rules
    )
    return Compared(new, counts.total() - sum(item.count for item in new), gone)


def _forgiven(baseline: Baseline, path: str) -> Mapping[str, int]:
    return baseline.cards.get(path, {})
