"""``modelhub lint``: find what is wrong with cards."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator import store
from generator.card import Reading
from generator.cli.common import PROBLEMS_FOUND, hub_root, print_lines
from generator.config import Config
from generator.diagnostic import Diagnostic, Level
from generator.errors import UsageError
from generator.hub import Entry, Hub, Unread, identifier, page_slug
from generator.lint import formats
from generator.lint import lint as check
from generator.lint.rules import RULES
from generator.lint.select import without


class Format(StrEnum):
    """How findings are shown."""

    text = "text"
    json = "json"


def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Cards, or folders of cards; without any, the hub's cards folder.")
    ] = None,
    *,
    hub: Annotated[Path, typer.Option(help="The hub's folder, or one inside it.")] = Path(),
    format_: Annotated[Format, typer.Option("--format", help="How to show the findings.")] = Format.text,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Rules that are not checked: codes or families, with commas between them.")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule instead.")] = False,
) -> None:
    """Find what is wrong with cards.

    Exit codes: 0 for no error (warnings are allowed), 1 for errors, 2 for a command that cannot be used.

    [bold]Examples[/]

      modelhub lint
      modelhub lint cards/news_topic_en.md
      modelhub lint --ignore SA,PY003 --statistics
      modelhub lint --format json > findings.json
    """
    root = hub_root(hub)
    config = store.load_config(root)
    cards = root / config.cards
    readings = list(_read(paths, cards) if paths else _readings(cards, cards))
    ignored = [code.strip() for part in ignore or [] for code in part.split(",") if code.strip()]
    diagnostics = check(_hub(readings), ignore=[*_ignored_by_the_hub(config), *ignored])
    _show(diagnostics, format_, statistics=statistics)
    typer.echo(formats.summary(len(readings), diagnostics), err=True)
    if any(diagnostic.level is Level.ERROR for diagnostic in diagnostics):
        raise typer.Exit(PROBLEMS_FOUND)


def _ignored_by_the_hub(config: Config) -> list[str]:
    """The rules that the configuration leaves out; an unknown one is said to stand there."""
    try:
        without(RULES, config.lint.ignore)
    except UsageError as error:
        raise UsageError(f"`lint.ignore` in the configuration: {error}") from None
    return config.lint.ignore


def _read(paths: Iterable[Path], cards: Path) -> Iterator[Reading]:
    """Read files and folders, each card once; paths are shown as seen from the current folder.

    Raises:
        UsageError: One of them does not exist, or holds no card.
    """
    seen = set()
    for path in paths:
        found = list(_readings(Path.cwd() / path, cards))
        if not found:
            raise UsageError(f"{path}: no cards there; a card ends in `.md`, and its name does not begin with a dot")
        for reading in found:
            place = os.path.abspath(reading.path)  # noqa: PTH100 - `..` goes without following links
            if place not in seen:
                seen.add(place)
                yield reading


def _readings(path: Path, cards: Path) -> Iterator[Reading]:
    here = Path.cwd()
    if path.is_file():
        folder = cards if path.is_relative_to(cards) else path.parent
        return store.read_cards(here, folder, [path])
    if path.is_dir() or path == cards:
        return store.read_cards(here, path)
    raise UsageError(f"{store.shown(path, here)}: no such file or folder")


def _hub(readings: Iterable[Reading]) -> Hub:
    """The cards without their records: what was observed of a model is no matter of the linter."""
    entries, unread = [], []
    for reading in readings:
        card = reading.card
        if card is None:
            unread.append(Unread(reading.path, reading.problems))
        else:
            entries.append(Entry(card, identifier(card), page_slug(card), None, "not-run", "", reading.problems))
    return Hub(tuple(entries), tuple(unread))


def _show(diagnostics: list[Diagnostic], format_: Format, *, statistics: bool) -> None:
    counts = formats.statistics(diagnostics) if statistics else []
    if format_ is Format.json:
        typer.echo(formats.statistics_as_json(counts) if statistics else formats.as_json(diagnostics))
    else:
        print_lines(formats.statistics_as_text(counts) if statistics else formats.as_text(diagnostics))
