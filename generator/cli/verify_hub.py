"""Running the models of a hub, with what a user sees meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from click.exceptions import Exit

from generator.cli.common import now
from generator.cli.progress import Bars, progress_bars
from generator.cli.verify_look import isolation_of, outcomes_of
from generator.cli.verify_output import RUN_STATES, STATES
from generator.config import Config
from generator.hub import Hub
from generator.record import RunRecord
from generator.report.outcome import Outcome, State
from generator.run.executors import executor_for
from generator.run.speed import measure_speeds
from generator.run.verify import Event
from generator.run.verify import verify as bring_up_to_date
from generator.run.why import conditions

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Verified:
    """What bringing the records up to date came to.

    Attributes:
        records: All of them.
        outcomes: What is shown of each. A record that should have been replaced, and could not be, is ``stale``.
        unwritten: What is wrong with those that could not be written.
    """

    records: list[RunRecord]
    outcomes: list[Outcome]
    unwritten: list[str]

    @property
    def states(self) -> Sequence[State]:
        """Those to count."""
        return STATES if any(outcome.status == "stale" for outcome in self.outcomes) else RUN_STATES

    def states_of(self, cards: int) -> list[State]:
        """The states of so many cards: one whose record could not be written at all is as good as never run."""
        states = [outcome.status for outcome in self.outcomes]
        return states + ["missing"] * (cards - len(states))


class _Watch:
    """What happens while models run, shown and remembered.

    Attributes:
        run: The records of the models that were run, or looked at anew.
        unwritten: What is wrong with those that could not be written, by the card's number.
    """

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._under_way: dict[str, None] = {}
        self.run: dict[str, RunRecord] = {}
        self.unwritten: dict[int, str] = {}

    def __call__(self, event: Event) -> None:
        """Told by the run."""
        if event.kind == "evaluating":
            self._bars.tell_part(event.key, f"{event.key}: evaluation rows", event.rows_done, event.rows)
            return
        if event.kind == "started":
            self._under_way[event.key] = None
        else:
            self._under_way.pop(event.key, None)
            self._bars.end_part(event.key)
        self._bars.tell(" · ".join(self._under_way), event.ended, event.total)
        if event.problem:
            self.unwritten[event.position] = event.problem
        if event.kind == "done" and event.record:
            self.run[event.key] = event.record


def verify_hub(
    root: Path,
    config: Config,
    hub: Hub,
    *,
    rerun: bool,
    speed: bool = False,
    only: Collection[str] = (),
    address: str | None = None,
    quiet: bool = False,
) -> Verified:
    """Bring the records up to date, then measure speeds if ``speed``.

    A terminal shows how far that is, and how far each evaluation is, unless it is to be ``quiet``.

    Raises:
        Exit: Interrupted by Ctrl+C.
    """
    unmeasured: list[str] = []
    try:
        with progress_bars(wanted=not quiet) as bars:
            watch, where = _Watch(bars), executor_for(root, config.verify, address or "")
            records = bring_up_to_date(
                root, config, hub, rerun=rerun, only=only, now=now(), executor=where, on_event=watch
            )
            outcomes = outcomes_of(root, hub, records, watch.run, conditions(config.verify, now()))
            if speed:
                records, unmeasured = measure_speeds(root, config, hub, records, again=rerun, on_start=bars.tell)
    except KeyboardInterrupt:
        click.echo("interrupted: the records that were made are whole; run again to go on", err=True)
        raise Exit(INTERRUPTED) from None
    for line in (*unmeasured, *isolation_of(watch.run.values())):
        click.echo(line, err=True)
    return Verified(records, outcomes, [problem for _, problem in sorted(watch.unwritten.items())])
