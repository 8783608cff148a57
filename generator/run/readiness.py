"""Whether a card's model can be run: its task, its samples, and why not. Pure.

Of most cards of a new hub this is all that is asked, so nothing is loaded here that only requests and records need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.card import Card
from generator.run.samples import sample_problem, samples_of
from generator.run.tasks import task_of

if TYPE_CHECKING:
    from generator.verify_block import TaskName


def readiness_of(card: Card) -> tuple[TaskName | None, tuple[dict[str, str], ...], str]:
    """The task, the samples, and why nothing can be run, in one sentence; empty where there is nothing amiss."""
    task, problem = task_of(card)
    samples = samples_of(card, task)
    measured = card.verify is not None and card.verify.benchmark is not None
    reason = (
        problem
        or card.source.problem
        or sample_problem(card, task, samples, measured=measured)
        or _option_problem(card, task, measured=measured)
    )
    return task, samples, reason


def reason_not_to_run(card: Card) -> str:
    """Why nothing can be run for ``card``, as its plan says it, but sooner: there is nothing to be compared with."""
    return readiness_of(card)[2]


def _option_problem(card: Card, task: TaskName | None, *, measured: bool) -> str:
    if measured:
        from generator.verify_block import UNMEASURED_TASKS  # noqa: PLC0415 - loaded by the card's own block

        if task in UNMEASURED_TASKS:
            return f"nothing can be measured on evaluation data for {task}"
    if task == "zero-shot-classification":
        from generator.run.options import options_of  # noqa: PLC0415 - its models start slowly, and few cards have them

        if not options_of(card).candidate_labels:
            return "the card names no candidate labels"
    return ""
