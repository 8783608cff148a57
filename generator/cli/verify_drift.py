"""``modelhub verify --drift``: which models moved upstream since they were run. Nothing is run, fetched or written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import click
from click.exceptions import Exit

from generator.cli.common import PROBLEMS_FOUND, colours
from generator.cli.lint_output import show as show_lines
from generator.cli.verify_output import Format
from generator.config import VerifyConfig
from generator.hub import Hub
from generator.lint.formats import counted, one_line
from generator.run.drift import Drift, Fate, drift

_FATES: tuple[Fate, ...] = get_args(Fate)
_SYMBOLS: dict[Fate, tuple[str, str]] = {
    "moved": ("✗", "red"),
    "gone": ("✗", "red"),
    "same": ("✓", "green"),
    "pinned": ("✓", "green"),
    "unanswered": ("-", "yellow"),
}


def show_drift(
    root: Path, config: VerifyConfig, hub: Hub, only: Collection[str], format_: Format, file: Path | None
) -> None:
    """Ask for the models and say what became of them.

    Raises:
        Exit: One moved, or is gone.
        MissingExtra: The client of a server is not installed.
    """
    records = [entry.record for entry in hub.entries if entry.record and (not only or entry.card.key in only)]
    drifts = drift(root, config, records)
    numbers = Counter(item.fate for item in drifts)
    if format_ is Format.json:
        shown = {"models": [asdict(item) for item in drifts], "counts": {fate: numbers[fate] for fate in _FATES}}
        show_lines([json.dumps(shown, indent=2, ensure_ascii=False)], file)
    else:
        show_lines(_lines(drifts), file)
        listed = ", ".join(f"{numbers[fate]} {fate}" for fate in _FATES if numbers[fate])
        click.echo(f"{counted(len(drifts), 'model')} from elsewhere{': ' * bool(listed)}{listed}", err=True)
    if numbers["moved"] or numbers["gone"]:
        raise Exit(PROBLEMS_FOUND)


def _lines(drifts: Sequence[Drift]) -> Iterator[str]:
    width = max((len(item.card) for item in drifts), default=0)
    to = colours()
    for item in drifts:
        symbol, colour = _SYMBOLS[item.fate]
        fate = f"{getattr(to, colour)}{symbol} {item.fate:<10}{to.end}"
        yield f"{fate}  {one_line(item.card):<{width}}  {item.source}: {one_line(item.reason)}"
