"""``modelhub verify``: run the cards' models and hold their claims against what they answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator import store
from generator.cli.common import PROBLEMS_FOUND, hub_root, now, progress_bar
from generator.cli.verify_drift import show_drift
from generator.cli.verify_look import isolation_of, judgements, outcome, outcomes_of
from generator.cli.verify_output import RUN_STATES, STATES, Format, show, show_judgements
from generator.config import Config
from generator.errors import UsageError
from generator.hub import Entry, Hub
from generator.record import RunRecord
from generator.report.outcome import BAD, Outcome, State
from generator.run.executors import executor_for
from generator.run.plan import plan
from generator.run.shard import parse_shard
from generator.run.since import changes_since
from generator.run.speed import measure_speeds
from generator.run.unchanged import look, remember
from generator.run.verify import Event
from generator.run.verify import verify as bring_up_to_date
from generator.run.why import conditions

INTERRUPTED = 130


class ExecutorChoice(StrEnum):
    """Where models run."""

    local = "local"
    ray = "ray"


class DeviceChoice(StrEnum):
    """What models compute on."""

    cpu = "cpu"
    cuda = "cuda"
    auto = "auto"


def verify(
    cards: Annotated[
        list[Path] | None, typer.Argument(help="Cards, or folders of cards; without any, every card of the hub.")
    ] = None,
    *,
    hub: Annotated[Path, typer.Option(help="The hub's folder, or one inside it.")] = Path(),
    rerun: Annotated[bool, typer.Option("--rerun", help="Run models again whose record is up to date.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Run and write nothing: only say which records are not in order.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Run and write nothing: only say what would be run, and why.")
    ] = False,
    speed: Annotated[
        bool,
        typer.Option("--speed", help="Measure how fast the models are as well, one by one when all have been run."),
    ] = False,
    device: Annotated[
        DeviceChoice | None, typer.Option("--device", help="What models compute on, instead of verify.device.")
    ] = None,
    drift: Annotated[
        bool,
        typer.Option("--drift", help="Run, fetch and write nothing: only ask which models moved since they were run."),
    ] = False,
    changed_since: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Only cards that changed since this git revision, or their data, or their model in the hub.",
        ),
    ] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Only this part of the cards, for several machines: 1/4, 2/4 …")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1024,
            help="So many models at a time; without it, verify.jobs of the configuration, or as many as processors "
            "(divided by verify.threads) and memory (1 GiB each) allow.",
        ),
    ] = None,
    executor: Annotated[
        ExecutorChoice | None,
        typer.Option(help="Run models on this machine, or as tasks of a Ray cluster; without it, as configured."),
    ] = None,
    ray_address: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            help="The Ray cluster to use, or auto for the one that runs on this machine; without it, that of "
            "RAY_ADDRESS, or one that is started on this machine for as long as the command runs.",
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to show the outcome.")] = Format.text,
    output_file: Annotated[Path | None, typer.Option(help="Write the outcome here instead of printing it.")] = None,
) -> None:
    """Run the models of cards and hold what the cards claim against what the models answer.

    A model runs where its card, its weights, its evaluation data or the libraries changed since its record was made,
    or where that expired; the records lie in the hub's records folder, and the site is built from them.

    Exit codes: 0 for no problem, 1 where a claim differs, a model failed or a stale record could not be made anew (with
    --check also where a record is missing or stale, with --drift where a model moved or is gone), 2 for a command that
    cannot be used, 130 when interrupted: every record is whole then, and running again goes on.

    [bold]Examples[/]

      modelhub verify
      modelhub verify cards/news_topic_en.md
      modelhub verify --rerun --format json
      modelhub verify --speed
      modelhub verify --check
      modelhub verify --explain --changed-since origin/main
      modelhub verify --shard 1/4
      modelhub verify --executor ray --ray-address 10.0.0.1:6379
      modelhub verify --drift
    """
    if rerun + check + explain + drift > 1:
        raise UsageError("--rerun, --check, --explain and --drift exclude each other")
    if (explain or drift) and format_ not in {Format.text, Format.json}:
        raise UsageError(f"--{'explain' if explain else 'drift'} is shown as text or json, not as {format_}")
    root = hub_root(hub)
    config = store.load_config(root)
    config = _with(config, {"jobs": jobs, "device": device and device.value, "executor": executor and executor.value})
    whole = not cards and changed_since is None and shard is None
    speed = speed or config.verify.speed
    today = replace(conditions(config.verify, now()), speed=speed)
    if whole and not (rerun or check or explain or drift) and format_ in {Format.text, Format.json}:
        kept = look(root, config, today)
        if kept is not None:
            outcomes = [
                Outcome(card.card, card.status, card.reason, card.task, unpinned=card.unpinned) for card in kept
            ]
            _finish(outcomes, format_, output_file)
            return
    known = store.load_hub(root, config)
    only = _keys(known, cards or [], root / config.cards)
    known = replace(known, entries=tuple(_chosen(root, config, known.entries, changed_since, shard)))
    if explain:
        show_judgements([judgement for _, judgement in judgements(root, known, only, today)], format_, output_file)
        _name_unread(known)
    elif drift:
        show_drift(root, config.verify, known, only, format_, output_file)
    elif check:
        outcomes = [outcome(*looked) for looked in judgements(root, known, only, today)]
        _finish(outcomes, format_, output_file, known, STATES)
    else:
        done = verify_hub(root, config, known, rerun=rerun, speed=speed, only=only, address=ray_address)
        if whole and not done.unwritten:
            remember(root, config, known, done.records, today)
        _finish(done.outcomes, format_, output_file, known, done.states, unwritten=done.unwritten)


def _with(config: Config, options: Mapping[str, object]) -> Config:
    """The configuration with the options that were given."""
    given = {name: value for name, value in options.items() if value is not None}
    return config.model_copy(update={"verify": config.verify.model_copy(update=given)})


def _finish(
    outcomes: Sequence[Outcome],
    format_: Format,
    output_file: Path | None,
    hub: Hub | None = None,
    states: Sequence[State] = RUN_STATES,
    *,
    unwritten: Sequence[str] = (),
) -> None:
    """Show the outcomes and what could not be read or written; end with the exit code that says how they are."""
    show(outcomes, format_, output_file, states)
    if hub:
        _name_unread(hub)
    if unwritten:
        raise UsageError("\n".join(unwritten))
    if any(outcome.status in BAD for outcome in outcomes):
        raise typer.Exit(PROBLEMS_FOUND)


def _chosen(
    root: Path, config: Config, entries: Iterable[Entry], changed_since: str | None, shard: str | None
) -> Iterable[Entry]:
    """The cards that changed, of this part of the hub."""
    if shard is not None:
        part = parse_shard(shard)
        entries = [entry for entry in entries if part.holds(entry.card.key)]
    if changed_since is not None:
        changes, cards = changes_since(root, changed_since), root / config.cards
        entries = [entry for entry in entries if changes.concern(root, cards, entry.card, plan(entry.card))]
    return entries


def _name_unread(hub: Hub) -> None:
    for unread in hub.unread:
        typer.echo(f"{unread.path}: not a card that can be read; `modelhub lint` says why", err=True)


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


def verify_hub(
    root: Path,
    config: Config,
    hub: Hub,
    *,
    rerun: bool,
    speed: bool = False,
    only: Collection[str] = (),
    address: str | None = None,
) -> Verified:
    """Bring the records up to date with a progress bar where there is a terminal, then measure speeds if ``speed``.

    Raises:
        typer.Exit: Interrupted by Ctrl+C.
    """
    unwritten: dict[int, str] = {}
    unmeasured: list[str] = []
    run: dict[str, RunRecord] = {}
    under_way: dict[str, None] = {}
    try:
        with progress_bar() as tell:

            def on_event(event: Event) -> None:
                if event.kind == "started":
                    under_way[event.key] = None
                else:
                    under_way.pop(event.key, None)
                tell(" · ".join(under_way), event.ended, event.total)
                if event.problem:
                    unwritten[event.position] = event.problem
                if event.kind == "done" and event.record:
                    run[event.key] = event.record

            where = executor_for(root, config.verify, address or "")
            records = bring_up_to_date(
                root, config, hub, rerun=rerun, only=only, now=now(), executor=where, on_event=on_event
            )
            outcomes = outcomes_of(root, hub, records, run, conditions(config.verify, now()))
            if speed:
                records, unmeasured = measure_speeds(root, config, hub, records, again=rerun, on_start=tell)
    except KeyboardInterrupt:
        typer.echo("interrupted: the records that were made are whole; run again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None
    for line in (*unmeasured, *isolation_of(run.values())):
        typer.echo(line, err=True)
    return Verified(records, outcomes, [problem for _, problem in sorted(unwritten.items())])


def _keys(hub: Hub, paths: Sequence[Path], cards: Path) -> set[str]:
    """The keys of the cards that ``paths`` name."""
    keys: set[str] = set()
    for path in paths:
        absolute = Path.cwd() / path
        if not absolute.exists():
            raise UsageError(f"{path}: no such file or folder")
        if not absolute.resolve().is_relative_to(cards.resolve()):
            raise UsageError(f"{path}: lies outside the hub's cards folder {cards}")
        place = absolute.resolve().relative_to(cards.resolve())
        found = {e.card.key for e in hub.entries if place in (Path(f"{e.card.key}.md"), *Path(e.card.key).parents)}
        if not found:
            raise UsageError(f"{path}: no card that can be read; `modelhub lint` says why")
        keys |= found
    return keys
