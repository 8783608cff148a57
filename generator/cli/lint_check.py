"""One run of the linter over the cards that a user named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.cli.lint_input import Named
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.lint import judge
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.sweep import open_cache, sweep


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found.

    Attributes:
        paths: Every file that was looked at, from the hub's root.
        found: What is wrong with them.
    """

    paths: list[str]
    found: list[Diagnostic]


def check(
    named: Named, config: LintConfig, *, today: date | None, jobs: int | None = None, cached: bool = True
) -> Checked:
    """Check cards as they are on the disk now.

    Args:
        named: The cards.
        config: Which rules are checked, where, and how bad their findings are.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        jobs: How many processes may be started; ``None`` for as many as there are processors.
        cached: Whether cards that did not change need not be looked at again.

    Raises:
        UsageError: The configuration names a rule or a family that does not exist, or a path leads to no card.
    """
    selection = choose(RULES, config)
    codes = frozenset(rule.code for rule in selection.rules)
    with open_cache(named.root, codes, kept=cached) as cache:
        outcomes = sweep(named.files(), codes, cache, jobs=jobs)
    found = judge(outcomes, selection, known=RULES, today=today)
    return Checked([outcome.path for outcome in outcomes], found)
