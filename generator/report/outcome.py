"""What is shown of a card after verifying it, or after looking at its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, get_args

from generator.record import ClaimCheck, RunRecord, RunStatus
from generator.verify_block import TaskName

#: The status of a record, or why there is none that counts.
State: TypeAlias = RunStatus | Literal["missing", "stale"]

#: The states of which a record is proof that something is wrong, or no proof at all.
BAD: frozenset[State] = frozenset({"mismatch", "failed", "stale", "missing"})


class Shown(Protocol):
    """What a line about a card needs; a record has it too."""

    @property
    def card(self) -> str:
        """Its key."""
        ...

    @property
    def status(self) -> State:
        """Its state."""
        ...

    @property
    def reason(self) -> str:
        """Of the state, in one sentence."""
        ...

    @property
    def task(self) -> TaskName | None:
        """What was run."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """A card's state, and what its record holds against its claims.

    Attributes:
        card: Its key.
        status: Its state.
        reason: Of the state, in one sentence.
        task: What was run.
        checks: Every claim with its verdict.
        seconds: How long the model took when it was run; ``None`` where only its record was looked at.
        unpinned: Whether it was fetched at a revision that may mean another model tomorrow.
    """

    card: str
    status: State
    reason: str
    task: TaskName | None = None
    checks: Sequence[ClaimCheck] = ()
    seconds: float | None = None
    unpinned: bool = False

    @property
    def differences(self) -> list[ClaimCheck]:
        """The claims that differ from what was observed."""
        return [check for check in self.checks if check.agrees is False]


def outcome_of(record: RunRecord) -> Outcome:
    """What is shown of a record that was just made or kept."""
    seconds = record.timings.total_seconds
    return Outcome(
        record.card,
        record.status,
        record.reason,
        record.task,
        record.checks,
        seconds,
        unpinned=record.fetched_unpinned,
    )


def counts(outcomes: Iterable[Shown], states: Sequence[State] = get_args(RunStatus)) -> dict[State, int]:
    """How many cards are in each of these states, zeros included."""
    counted = Counter(outcome.status for outcome in outcomes)
    return {state: counted[state] for state in states}
