"""What a rule is.

A rule is a module below ``lint/rules/``: its docstring is the rule's published page, ``check`` yields findings, and
``RULE`` puts the two together with a code, a name and a level. ``lint/rules/__init__.py`` lists every one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from generator.answer import Answers
from generator.card import Card, Text
from generator.diagnostic import Fix, Level, Span
from generator.lint.summary import Summary
from generator.lint.web_links import WebLink


class Finding(Struct, frozen=True, array_like=True, gc=False):
    """What a rule yields: where, what, what to do about it (empty where the message says it all), and what mends it.

    ``count`` is as in ``Diagnostic``; rules leave it alone.
    """

    span: Span
    message: str
    help: str = ""
    fix: Fix | None = None
    count: int = 1


class _Optional(Struct, frozen=True, kw_only=True):
    opt_in: bool = False


class Rule(_Optional, frozen=True):
    """What every rule has. A plain one checks nothing itself: the reader or the linter says when it is broken.

    Attributes:
        code: Two letters of its family and three digits. Never used again once published.
        name: What it finds, as a slug.
        level: How bad a finding is.
        doc: The docstring of its module.
        opt_in: Whether it is checked only where it is selected.
    """

    code: str
    name: str
    level: Level
    doc: str | None

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code[:2]

    @property
    def page(self) -> str:
        """Markdown: what, why, an example that fails, one that passes, how to mend."""
        return inspect.cleandoc(self.doc or "")

    @property
    def summary(self) -> str:
        """The page's first line."""
        return self.page.partition("\n")[0]


class CardRule(Rule, frozen=True):
    """A rule that looks at one card."""

    check: Callable[[Card], Iterator[Finding]]


class DatedRule(Rule, frozen=True):
    """A rule that looks at a card's summary and at today's date, which only a door can know."""

    check: Callable[[Summary, date], Iterator[Finding]]


class OnlineRule(Rule, frozen=True):
    """A rule that looks at a card's links and at what servers say of them, which only a door can ask."""

    check: Callable[[Sequence[WebLink], Answers], Iterator[Finding]]


class ModelRule(Rule, frozen=True):
    """A rule that holds a card's predicted entities against the labels of its model, which only a door can know."""

    check: Callable[[Sequence[Text], Sequence[str]], Iterator[Finding]]


class HubRule(Rule, frozen=True):
    """A rule that holds the cards against each other, by their summaries; each finding comes with its card."""

    check: Callable[[Sequence[Summary]], Iterator[tuple[Summary, Finding]]]
