"""Outcomes of verifying, for CI: JUnit's XML, and Markdown for the summary of a GitHub step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from generator.lint.formats import one_line
from generator.report.junit import Case, as_junit
from generator.report.outcome import BAD, Outcome, State, counts

#: Worst first: the order in which the summary lists cards.
WORST_FIRST: tuple[State, ...] = ("mismatch", "failed", "stale", "missing", "not-run", "measured", "verified")

# GitHub takes 1 MiB a step. A character becomes six bytes at most, so these keep below, whatever cards say.
#: Cards that are listed, and of those that differ so many with their claims.
CARDS, CARDS_IN_DETAIL = 100, 10
#: Claims of one card that are shown.
CLAIMS = 10
#: Characters of one text that are shown.
CELL = 200


def verified_as_junit(outcomes: Sequence[Outcome]) -> str:
    """A case a card: a model that failed is an error, what else is not in order a failure, what was not run skipped."""
    return as_junit([("modelhub verify", [_case(outcome) for outcome in outcomes])])


def _case(outcome: Outcome) -> Case:
    name, task, why, seconds = outcome.card, outcome.task or "no task", outcome.reason, outcome.seconds
    if outcome.status == "not-run":
        return Case(name, task, "skipped", message=why, seconds=seconds)
    if outcome.status == "failed":
        return Case(name, task, "error", "failed", why, why, seconds=seconds)
    if outcome.status in BAD:
        text = "\n".join([why, *(f"line {check.line}: {check.message}" for check in outcome.differences)])
        return Case(name, task, "failure", outcome.status, why, text, seconds=seconds)
    return Case(name, task, text=f"{outcome.status}: {why}", seconds=seconds)


def verified_as_markdown(outcomes: Sequence[Outcome]) -> str:
    """A table of the cards, worst first, and the claims that differ from what was observed.

    Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
    """
    listed = sorted(outcomes, key=lambda outcome: WORST_FIRST.index(outcome.status))
    return _template().render(
        total=len(listed),
        counts={state: count for state, count in counts(listed, WORST_FIRST).items() if count},
        listed=listed[:CARDS],
        detailed=[outcome for outcome in listed if outcome.differences][:CARDS_IN_DETAIL],
        claims=CLAIMS,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("generator.report"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - this is Markdown; every text goes through `cell`, which leaves no HTML
    )
    environment.filters["cell"] = cell
    return environment.get_template("verified.md.j2")


def cell(text: str) -> str:
    """A text as a cell of a Markdown table shows it: one line of plain words, no markup, no link, no HTML."""
    line = one_line(text)
    short = line if len(line) <= CELL else f"{line[: CELL - 1]}…"
    return re.sub(r"[\\`*_{}\[\]<>#|~&@:$!^]|(?<=www)\.", lambda match: f"&#{ord(match[0])};", short)
