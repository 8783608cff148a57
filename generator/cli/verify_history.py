"""What ``modelhub verify`` keeps of each day: how many models have each status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

import generator
from generator import store
from generator.cli.common import now
from generator.config import Config
from generator.errors import UsageError
from generator.listing import HistoryPoint
from generator.report.outcome import State


def keep_today(root: Path, config: Config, states: Iterable[State]) -> None:
    """Keep how the whole hub is today, where that differs from the last time. That it cannot be kept stops nothing.

    Args:
        root: The hub's root.
        config: Its configuration.
        states: Those of all its models.
    """
    counted = Counter(states)
    point = HistoryPoint(
        date=now().date().isoformat(),
        models=counted.total(),
        verified=counted["verified"],
        measured=counted["measured"],
        stale=counted["stale"],
        mismatch=counted["mismatch"],
        failed=counted["failed"],
        not_run=counted["not-run"] + counted["missing"],
        modelhub=generator.__version__,
    )
    records = root / config.records
    try:
        store.keep_history(records, point)
    except UsageError as error:
        click.echo(f"warning: {config.records}/{error}", err=True)
        return
    except OSError as error:
        click.echo(f"warning: {config.records}: the history cannot be written: {error.strerror}", err=True)
    for problem in store.read_history(records)[1]:
        click.echo(f"warning: {config.records}/{problem}", err=True)
