"""Finding what is wrong with cards: a hub in, diagnostics out.

There are two steps. ``look_at`` checks one card by itself. ``judge`` takes what came of all of them, adds what only
shows when they are held against each other and against what only a door can know: today's date, the answers of servers,
the labels of models. And it leaves out what is excused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.answer import Answers
from generator.card import Reading
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.hub import Hub
from generator.lint.judge import NO_LABELS, Labels, judge
from generator.lint.outcome import Outcome, look_at
from generator.lint.rule import Rule
from generator.lint.rules import RULES
from generator.lint.select import choose

__all__ = ["NO_LABELS", "Labels", "Outcome", "judge", "lint", "look_at"]

DEFAULTS = LintConfig()


def lint(
    hub: Hub,
    config: LintConfig = DEFAULTS,
    *,
    rules: Sequence[Rule] = RULES,
    today: date | None = None,
    answers: Answers | None = None,
    labels: Labels = NO_LABELS,
) -> list[Diagnostic]:
    """Check every card of a hub.

    Args:
        hub: The cards, and what the reader met in them. Globs of the configuration are held against their paths.
        config: Which rules are checked, where, and how bad their findings are.
        rules: The rules to choose from.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        answers: What servers say of the cards' links; without it, rules that need it are not checked.
        labels: The labels of the cards' models by the paths of the cards, as far as they are known.

    Returns:
        The findings, sorted by path and place.

    Raises:
        UsageError: The configuration names a rule or a family that does not exist.
    """
    selection = choose(rules, config, online=answers is not None)
    readings = [
        *(Reading(entry.card.path, entry.card, entry.problems) for entry in hub.entries),
        *(Reading(file.path, None, file.problems) for file in hub.unread),
    ]
    outcomes = [look_at(reading, selection.rules) for reading in readings]
    return judge(outcomes, selection, known=rules, today=today, answers=answers, labels=labels)
