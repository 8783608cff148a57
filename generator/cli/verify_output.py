"""What ``modelhub verify`` shows, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import get_args

import click

from generator.cli.common import colours
from generator.cli.lint_output import show as show_lines
from generator.colours import Colours
from generator.lint.formats import counted, one_line
from generator.record import RunStatus
from generator.report.outcome import Outcome, Shown, State, counts
from generator.run.why import Action, Judgement

#: The states in the order in which they are counted: those of records, and those of looking at records.
RUN_STATES: tuple[State, ...] = get_args(RunStatus)
STATES: tuple[State, ...] = (*RUN_STATES, "stale", "missing")

_SYMBOLS: dict[State, tuple[str, str]] = {
    "verified": ("✓", "green"),
    "measured": ("●", "cyan"),
    "mismatch": ("✗", "red"),
    "failed": ("✗", "red"),
    "not-run": ("-", "yellow"),
    "stale": ("✗", "red"),
    "missing": ("✗", "red"),
}
_ACTIONS: dict[Action, tuple[str, str]] = {
    "run": ("▶ run ", "cyan"),
    "keep": ("✓ keep", "green"),
    "none": ("- none", "yellow"),
}


class Format(StrEnum):
    """How the outcome is shown."""

    text = "text"
    json = "json"
    github = "github"
    junit = "junit"


def show(outcomes: Sequence[Outcome], format_: Format, file: Path | None, states: Sequence[State] = RUN_STATES) -> None:
    """Print the outcome of every card, or write it into a file; text comes with a summary on standard error."""
    show_lines(_rendered(outcomes, format_, states), file)
    if format_ is Format.text:
        click.echo(summary(outcomes, states), err=True)
        if unpinned := sum(item.unpinned for item in outcomes):
            hint = "`modelhub verify --drift` says whether it did"
            click.echo(f"{counted(unpinned, 'model')} fetched at a revision that may move; {hint}", err=True)


def _rendered(outcomes: Sequence[Outcome], format_: Format, states: Sequence[State]) -> Iterable[str]:
    if format_ is Format.json:
        models = [
            {
                "card": item.card,
                "status": item.status,
                "reason": item.reason,
                "task": item.task,
                "unpinned": item.unpinned,
            }
            for item in outcomes
        ]
        return [_as_json({"models": models, "counts": counts(outcomes, states)})]
    if format_ is Format.text:
        return as_text(outcomes)
    from generator.report import verified  # noqa: PLC0415 - XML and templates are slow to import, and few want them

    rendered = verified.verified_as_junit if format_ is Format.junit else verified.verified_as_markdown
    return [rendered(outcomes)]


def show_judgements(judgements: Sequence[Judgement], format_: Format, file: Path | None) -> None:
    """The same of what would be done with every card."""
    numbers = {action: sum(item.action == action for item in judgements) for action in _ACTIONS}
    if format_ is Format.json:
        models = [
            {
                "card": item.card,
                "action": item.action,
                "causes": [{"kind": cause.kind, "message": cause.message} for cause in item.causes],
                "status": item.state,
                "reason": item.reason,
            }
            for item in judgements
        ]
        show_lines([_as_json({"models": models, "counts": numbers})], file)
        return
    show_lines(_explained(judgements), file)
    if judgements:
        would = f"{numbers['run']} would be run, {numbers['keep']} kept, {numbers['none']} cannot be run"
        click.echo(f"{counted(len(judgements), 'card')}: {would}", err=True)


def as_text(outcomes: Sequence[Shown]) -> Iterator[str]:
    """A line a card."""
    width = max((len(outcome.card) for outcome in outcomes), default=0)
    to = colours()
    return (_line(outcome, width, to) for outcome in outcomes)


def summary(outcomes: Sequence[Shown], states: Sequence[State] = RUN_STATES) -> str:
    """``10 cards: 5 verified, 5 not-run``."""
    listed = ", ".join(f"{count} {state}" for state, count in counts(outcomes, states).items() if count)
    return f"{counted(len(outcomes), 'card')}: {listed}" if outcomes else "no cards"


def _line(outcome: Shown, width: int, to: Colours) -> str:
    symbol, colour = _SYMBOLS[outcome.status]
    status = f"{getattr(to, colour)}{symbol} {outcome.status:<8}{to.end}"
    return f"{status}  {one_line(outcome.card):<{width}}  {one_line(outcome.reason)}"


def _explained(judgements: Sequence[Judgement]) -> Iterator[str]:
    width = max((len(item.card) for item in judgements), default=0)
    to = colours()
    for item in judgements:
        action, colour = _ACTIONS[item.action]
        why = "; ".join(cause.message for cause in item.causes)
        if item.action == "keep":
            why = f"{item.state}, and nothing changed since"
        yield f"{getattr(to, colour)}{action}{to.end}  {one_line(item.card):<{width}}  {one_line(why or item.reason)}"


def _as_json(values: object) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False)
