"""Which rules are checked, where, and how bad their findings are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from msgspec import Struct

from generator.config import LintConfig
from generator.diagnostic import Level
from generator.errors import UsageError
from generator.lint.rule import OnlineRule, Rule
from generator.lint.words import did_you_mean

#: Names every rule, opt-in ones too.
ALL = "ALL"


class Selection(Struct, frozen=True):
    """What a configuration makes of the rules.

    Attributes:
        rules: Those that are checked.
        levels: How bad the findings of each are, by code.
        per_file_ignores: Globs for paths, each with the codes that are not checked there.
        limited: Whether of each rule no more is found in a card than is shown.
    """

    rules: tuple[Rule, ...]
    levels: Mapping[str, Level]
    per_file_ignores: tuple[tuple[str, frozenset[str]], ...]
    limited: bool = True

    def ignored_in(self, path: str) -> frozenset[str]:
        """The codes that are not checked in a file."""
        return frozenset().union(*(codes for glob, codes in self.per_file_ignores if _matches(path, glob)))


def choose(rules: Sequence[Rule], config: LintConfig, *, online: bool = False) -> Selection:
    """Settle which rules are checked.

    The more specific name wins: a code over a family over all. Of two that are equally specific, the one that ignores.

    Args:
        rules: The rules to choose from.
        config: What is selected and ignored.
        online: Whether rules are among them that need the answers of servers.

    Raises:
        UsageError: The configuration names a rule or a family that does not exist.
    """
    ignores = {glob: names(codes, rules) for glob, codes in config.per_file_ignores.items()}
    levels = {name.upper(): Level[word.upper()] for name, word in config.levels.items()}
    names(levels, rules)
    selected = names([*config.select, *config.extend_select], rules)
    ignored = names(config.ignore, rules)
    by_default = not config.select
    offered = [rule for rule in rules if online or not isinstance(rule, OnlineRule)]
    chosen = tuple(rule for rule in offered if _wins(rule, selected, by_default=by_default) > _rank(rule, ignored))
    return Selection(
        chosen,
        {rule.code: levels.get(rule.code, levels.get(rule.family, rule.level)) for rule in rules},
        tuple((glob, codes_of(named, rules)) for glob, named in ignores.items()),
    )


def names(given: Iterable[str], rules: Sequence[Rule]) -> frozenset[str]:
    """Codes and families in capital letters.

    Raises:
        UsageError: A name that is neither.
    """
    wanted = frozenset(name.upper() for name in given)
    known = {rule.code for rule in rules} | {rule.family for rule in rules} | {ALL}
    for name in sorted(wanted - known):
        hint = did_you_mean(name, known) or "`modelhub rules` lists them all"
        raise UsageError(f"unknown rule `{name}`; {hint}")
    return wanted


def codes_of(named: Collection[str], rules: Sequence[Rule]) -> frozenset[str]:
    """The codes of all the rules that are named by code, by family, or as ``ALL``."""
    return frozenset(rule.code for rule in rules if _rank(rule, named))


def codes_by_name(rules: Sequence[Rule]) -> Mapping[str, frozenset[str]]:
    """The codes that each name stands for: a code, a family, or ``ALL``."""
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for name in (rule.code, rule.family, ALL):
            by_name[name].add(rule.code)
    return {name: frozenset(codes) for name, codes in by_name.items()}


def _wins(rule: Rule, selected: Collection[str], *, by_default: bool) -> float:
    """How specifically a rule is selected; one that is on by itself gives way to whatever ignores it."""
    return _rank(rule, selected) or (0.5 if by_default and not rule.opt_in else 0)


def _rank(rule: Rule, named: Collection[str]) -> int:
    """How specifically a rule is named: 3 by its code, 2 by its family, 1 by ``ALL``, 0 not at all."""
    ranks = ((3, rule.code), (2, rule.family), (1, ALL)) if named else ()
    return next((rank for rank, name in ranks if name in named), 0)


def _matches(path: str, glob: str) -> bool:
    """Whether a glob names a path, its last part, or a folder above it; ``*`` also stands for ``/``."""
    return fnmatchcase(path, glob) or fnmatchcase(path.rpartition("/")[2], glob) or fnmatchcase(path, f"{glob}/*")
