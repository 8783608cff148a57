"""Checking the cards that a user named, as they are on the disk now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator import store
from generator.answer import Answers
from generator.card import ModelSource
from generator.cli.lint_input import Named
from generator.cli.lint_lines import Lines
from generator.cli.lint_report import Digests
from generator.config import Config, LintConfig
from generator.diagnostic import Diagnostic
from generator.lint import NO_LABELS, Labels, Outcome, judge
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.sweep import open_cache, sweep


class Check(Struct, frozen=True):
    """What is checked, and how.

    Attributes:
        named: The cards.
        config: Which rules are checked, where, and how bad their findings are.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        online: Whether rules are checked that need the answers of servers.
        jobs: How many processes may be started; ``None`` for as many as there are processors.
        cached: Whether cards that did not change need not be looked at again.
    """

    named: Named
    config: LintConfig
    today: date | None
    online: bool = False
    jobs: int | None = None
    cached: bool = True

    def outcomes(self, lines: Lines | None = None, digests: Digests | None = None) -> list[Outcome]:
        """What comes of each card by itself; ``lines`` keeps theirs, and ``digests`` those of their files.

        Raises:
            UsageError: The configuration names a rule or a family that does not exist, or a path leads to no card.
        """
        codes = frozenset(rule.code for rule in choose(RULES, self.config, online=self.online).rules)
        with open_cache(self.named.root, codes, kept=self.cached) as cache:
            files = self.named.files()
            files = digests.note(files) if digests else files
            return sweep(lines.keep(files) if lines else files, codes, cache, jobs=self.jobs)

    def findings(
        self, outcomes: Sequence[Outcome], *, answers: Answers | None = None, labels: Labels = NO_LABELS
    ) -> list[Diagnostic]:
        """What is wrong with the cards, given what servers say of their links, and the labels of their models."""
        selection = choose(RULES, self.config, online=self.online)
        return judge(outcomes, selection, known=RULES, today=self.today, answers=answers, labels=labels)


def labels_of(outcomes: Sequence[Outcome], root: Path, config: Config) -> Labels:
    """The labels of the cards' models, as far as the hub knows them."""
    recorded = (root / config.records).is_dir()
    sourced = [
        card for outcome in outcomes if (card := outcome.summary) and _may_be_known(card.source, recorded=recorded)
    ]
    return store.model_labels(root, config, sourced) if sourced else NO_LABELS


def _may_be_known(source: ModelSource | None, *, recorded: bool) -> bool:
    """Whether a model lies in the hub, or a record may tell of it: reading records starts slowly."""
    return source is not None and (recorded or source.uri.startswith("path:"))
