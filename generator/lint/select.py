"""Which rules are checked."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import UsageError
from generator.lint.rule import Rule
from generator.lint.words import did_you_mean


def without(rules: Sequence[Rule], ignore: Sequence[str]) -> list[Rule]:
    """The rules but those that ``ignore`` names by code or family.

    Raises:
        UsageError: A name that is neither.
    """
    wanted = {name.upper() for name in ignore}
    known = {rule.code for rule in rules} | {rule.family for rule in rules}
    for name in sorted(wanted - known):
        hint = did_you_mean(name, known) or "`modelhub rules` lists them all"
        raise UsageError(f"unknown rule `{name}`; {hint}")
    return [rule for rule in rules if not {rule.code, rule.family} & wanted]
