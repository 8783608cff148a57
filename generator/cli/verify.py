"""``modelhub verify``: run the cards' models and hold their claims against what they answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit
from msgspec import structs

from generator import store
from generator.cli.command import PATH, argument, command, hub_option
from generator.cli.common import PROBLEMS_FOUND, hub_root, now
from generator.cli.verify_choice import chosen, keys_of
from generator.cli.verify_drift import show_drift
from generator.cli.verify_history import keep_today
from generator.cli.verify_hub import verify_hub
from generator.cli.verify_look import judgements, outcome
from generator.cli.verify_options import Asked, card_options, look_options, output_options, place_options, run_options
from generator.cli.verify_output import RUN_STATES, STATES, Format, show, show_judgements
from generator.config import Config
from generator.errors import UsageError
from generator.hub import Hub
from generator.report.outcome import BAD, Outcome, State
from generator.run.unchanged import look, remember
from generator.run.why import Conditions, conditions


@command()
@argument("cards", nargs=-1, type=PATH, help="Cards, or folders of cards; without any, every card of the hub.")
@hub_option
@run_options
@card_options
@look_options
@place_options
@output_options
def verify(**given: Any) -> None:
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
    asked = Asked(**given)
    root = hub_root(asked.hub)
    config = _config(root, asked)
    today = replace(conditions(config.verify, now()), speed=asked.speed or config.verify.speed)
    if not _nothing_new(root, config, asked, today):
        known = store.load_hub(root, config)
        only = keys_of(known, asked.cards, root / config.cards)
        entries = chosen(root, config, known.entries, asked.changed_since, asked.shard)
        known = replace(known, entries=tuple(entries))
        go_on = _run if asked.runs else _look
        go_on(root, config, known, only, asked, today)


def _config(root: Path, asked: Asked) -> Config:
    """The configuration with the options that were given."""
    config = store.load_config(root)
    device, executor = asked.device and asked.device.value, asked.executor and asked.executor.value
    options = {"jobs": asked.jobs, "device": device, "executor": executor}
    given = {name: value for name, value in options.items() if value is not None}
    return structs.replace(config, verify=structs.replace(config.verify, **given))


def _nothing_new(root: Path, config: Config, asked: Asked, today: Conditions) -> bool:
    """Whether all is as the last run left it, which is shown then without reading a card."""
    if not asked.whole or not asked.runs or asked.rerun or asked.format_ not in {Format.text, Format.json}:
        return False
    kept = look(root, config, today)
    if kept is None:
        return False
    outcomes = [Outcome(card.card, card.status, card.reason, card.task, unpinned=card.unpinned) for card in kept]
    keep_today(root, config, [card.status for card in kept])
    _finish(outcomes, asked)
    return True


def _look(root: Path, config: Config, hub: Hub, only: Collection[str], asked: Asked, today: Conditions) -> None:
    """Run nothing, and say what there is to say."""
    if asked.drift:
        show_drift(root, config.verify, hub, only, asked.format_, asked.output_file)
        return
    looked = judgements(root, hub, only, today)
    if asked.explain:
        show_judgements([judgement for _, judgement in looked], asked.format_, asked.output_file)
        _name_unread(hub)
    else:
        _finish([outcome(*found) for found in looked], asked, hub, STATES)


def _run(root: Path, config: Config, hub: Hub, only: Collection[str], asked: Asked, today: Conditions) -> None:
    """Run what has to be run."""
    quiet, address = asked.format_ is Format.json, asked.ray_address
    done = verify_hub(root, config, hub, rerun=asked.rerun, speed=today.speed, only=only, address=address, quiet=quiet)
    if asked.whole:
        if not done.unwritten:
            remember(root, config, hub, done.records, today)
        keep_today(root, config, done.states_of(len(hub.entries)))
    _finish(done.outcomes, asked, hub, done.states, unwritten=done.unwritten)


def _finish(
    outcomes: Sequence[Outcome],
    asked: Asked,
    hub: Hub | None = None,
    states: Sequence[State] = RUN_STATES,
    *,
    unwritten: Sequence[str] = (),
) -> None:
    """Show the outcomes and what could not be read or written; end with the exit code that says how they are."""
    show(outcomes, asked.format_, asked.output_file, states)
    if hub:
        _name_unread(hub)
    if unwritten:
        raise UsageError("\n".join(unwritten))
    if any(outcome.status in BAD for outcome in outcomes):
        raise Exit(PROBLEMS_FOUND)


def _name_unread(hub: Hub) -> None:
    for unread in hub.unread:
        click.echo(f"{unread.path}: not a card that can be read; `modelhub lint` says why", err=True)
