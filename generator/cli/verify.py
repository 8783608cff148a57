"""``modelhub verify``: run the cards' models and hold their claims against what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import click
from click.exceptions import Exit
from msgspec import structs

from generator import store
from generator.cli.command import PATH, argument, command, hub_option, option
from generator.cli.common import PROBLEMS_FOUND, hub_root, now
from generator.cli.verify_choice import chosen, keys_of
from generator.cli.verify_drift import show_drift
from generator.cli.verify_history import keep_today
from generator.cli.verify_hub import verify_hub
from generator.cli.verify_look import judgements, outcome
from generator.cli.verify_output import RUN_STATES, STATES, Format, show, show_judgements
from generator.config import Config
from generator.errors import UsageError
from generator.hub import Hub
from generator.report.outcome import BAD, Outcome, State
from generator.run.unchanged import look, remember
from generator.run.why import conditions


class ExecutorChoice(StrEnum):
    """Where models run."""

    local = "local"
    ray = "ray"


class DeviceChoice(StrEnum):
    """What models compute on."""

    cpu = "cpu"
    cuda = "cuda"
    auto = "auto"


@command()
@argument("cards", nargs=-1, type=PATH, help="Cards, or folders of cards; without any, every card of the hub.")
@hub_option
@option("--rerun", is_flag=True, help="Run models again whose record is up to date.")
@option("--speed", is_flag=True, help="Measure how fast the models are as well, one by one when all have been run.")
@option(
    "--changed-since",
    metavar="REV",
    section="Which cards",
    help="Only cards that changed since this git revision, or their data, or their model in the hub.",
)
@option(
    "--shard",
    metavar="I/N",
    section="Which cards",
    help="Only this part of the cards, for several machines: 1/4, 2/4 …",
)
@option(
    "--check",
    is_flag=True,
    section="Only looking",
    help="Run and write nothing: only say which records are not in order.",
)
@option(
    "--explain",
    is_flag=True,
    section="Only looking",
    help="Run and write nothing: only say what would be run, and why.",
)
@option(
    "--drift",
    is_flag=True,
    section="Only looking",
    help="Run, fetch and write nothing: only ask which models moved since they were run.",
)
@option(
    "--device",
    type=click.Choice(DeviceChoice),
    section="Where models run",
    help="What models compute on, instead of verify.device.",
)
@option(
    "--jobs",
    type=click.IntRange(min=1, max=1024),
    metavar="N",
    section="Where models run",
    help="So many models at a time; without it, verify.jobs of the configuration, or as many as processors "
    "(divided by verify.threads) and memory (1 GiB each) allow.",
)
@option(
    "--executor",
    type=click.Choice(ExecutorChoice),
    section="Where models run",
    help="Run models on this machine, or as tasks of a Ray cluster; without it, as configured.",
)
@option(
    "--ray-address",
    metavar="HOST:PORT",
    section="Where models run",
    help="The Ray cluster to use, or auto for the one that runs on this machine; without it, that of RAY_ADDRESS, or "
    "one that is started on this machine for as long as the command runs.",
)
@option(
    "--format",
    "format_",
    type=click.Choice(Format),
    default=Format.text,
    section="Output",
    help="How to show the outcome.",
)
@option(
    "--output-file",
    type=PATH,
    metavar="FILE",
    section="Output",
    help="Write the outcome here instead of printing it.",
)
def verify(
    *,
    cards: tuple[Path, ...],
    hub: Path,
    rerun: bool,
    check: bool,
    explain: bool,
    speed: bool,
    device: DeviceChoice | None,
    drift: bool,
    changed_since: str | None,
    shard: str | None,
    jobs: int | None,
    executor: ExecutorChoice | None,
    ray_address: str | None,
    format_: Format,
    output_file: Path | None,
) -> None:
    """Run the models of cards and hold what the cards claim against what the models answer.

    A model runs where its card, its weights, its evaluation data or the libraries changed since its record was made,
    or where that expired; the records lie in the hub's records folder, and the site is built from them.

    Exit codes: 0 for no problem, 1 where a claim differs, a model failed or a stale record could not be made anew (with
    --check also where a record is missing or stale, with --drift where a model moved or is gone), 2 for a command that
    cannot be used, 130 when interrupted: every record is whole then, and running again goes on.

    Examples:
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
            keep_today(root, config, [card.status for card in kept])
            _finish(outcomes, format_, output_file)
            return
    known = store.load_hub(root, config)
    only = keys_of(known, cards or [], root / config.cards)
    known = replace(known, entries=tuple(chosen(root, config, known.entries, changed_since, shard)))
    if explain:
        show_judgements([judgement for _, judgement in judgements(root, known, only, today)], format_, output_file)
        _name_unread(known)
    elif drift:
        show_drift(root, config.verify, known, only, format_, output_file)
    elif check:
        outcomes = [outcome(*looked) for looked in judgements(root, known, only, today)]
        _finish(outcomes, format_, output_file, known, STATES)
    else:
        quiet = format_ is Format.json
        done = verify_hub(root, config, known, rerun=rerun, speed=speed, only=only, address=ray_address, quiet=quiet)
        if whole and not done.unwritten:
            remember(root, config, known, done.records, today)
        if whole:
            keep_today(root, config, done.states_of(len(known.entries)))
        _finish(done.outcomes, format_, output_file, known, done.states, unwritten=done.unwritten)


def _with(config: Config, options: Mapping[str, object]) -> Config:
    """The configuration with the options that were given."""
    given = {name: value for name, value in options.items() if value is not None}
    return structs.replace(config, verify=structs.replace(config.verify, **given))


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
        raise Exit(PROBLEMS_FOUND)


def _name_unread(hub: Hub) -> None:
    for unread in hub.unread:
        click.echo(f"{unread.path}: not a card that can be read; `modelhub lint` says why", err=True)
