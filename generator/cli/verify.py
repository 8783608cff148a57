"""``modelhub verify``: run the cards' models and hold their claims against what they answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias, get_args

import typer

from generator import store
from generator.cli.common import PROBLEMS_FOUND, colours, hub_root, print_lines, progress_bar
from generator.config import Config
from generator.errors import UsageError
from generator.hub import Hub
from generator.lint.colours import Colours
from generator.lint.formats import counted, one_line
from generator.record import RunRecord, RunStatus
from generator.run.unchanged import Kept, look, remember
from generator.run.verify import Event
from generator.run.verify import verify as bring_up_to_date

INTERRUPTED = 130

_SYMBOLS: dict[RunStatus, tuple[str, str]] = {
    "verified": ("✓", "green"),
    "measured": ("●", "cyan"),
    "mismatch": ("✗", "red"),
    "failed": ("✗", "red"),
    "not-run": ("-", "yellow"),
}


#: What is shown of a card.
Outcome: TypeAlias = RunRecord | Kept


class Format(StrEnum):
    """How the outcome is shown."""

    text = "text"
    json = "json"


def verify(
    cards: Annotated[
        list[Path] | None, typer.Argument(help="Cards, or folders of cards; without any, every card of the hub.")
    ] = None,
    *,
    hub: Annotated[Path, typer.Option(help="The hub's folder, or one inside it.")] = Path(),
    rerun: Annotated[bool, typer.Option("--rerun", help="Run models again whose record is up to date.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="How to show the outcome.")] = Format.text,
) -> None:
    """Run the models of cards and hold what the cards claim against what the models answer.

    A model runs where its card, its weights or its evaluation data changed since its record was made; the records
    lie in the hub's records folder, and the site is built from them.

    Exit codes: 0 for no problem, 1 where a claim differs or a model failed, 2 for a command that cannot be used,
    130 when interrupted: every record is whole then, and running again goes on.

    [bold]Examples[/]

      modelhub verify
      modelhub verify cards/news_topic_en.md
      modelhub verify --rerun --format json
    """
    root = hub_root(hub)
    config = store.load_config(root)
    if not rerun and not cards and (kept := look(root, config)) is not None:
        _show(kept, format_)
        _exit(kept)
        return
    known = store.load_hub(root, config)
    records, unwritten = verify_hub(
        root, config, known, rerun=rerun, only=_keys(known, cards or [], root / config.cards)
    )
    _show(records, format_)
    for unread in known.unread:
        typer.echo(f"{unread.path}: not a card that can be read; `modelhub lint` says why", err=True)
    if unwritten:
        raise UsageError("\n".join(unwritten))
    if not cards:
        remember(root, config, known, records)
    _exit(records)


def _exit(outcomes: Sequence[Outcome]) -> None:
    if any(outcome.status in {"mismatch", "failed"} for outcome in outcomes):
        raise typer.Exit(PROBLEMS_FOUND)


def verify_hub(
    root: Path, config: Config, hub: Hub, *, rerun: bool, only: Collection[str] = ()
) -> tuple[list[RunRecord], list[str]]:
    """Bring the records up to date with a progress bar where there is a terminal.

    Returns:
        The records, and what is wrong with those that could not be written.

    Raises:
        typer.Exit: Interrupted by Ctrl+C.
    """
    unwritten: list[str] = []
    try:
        with progress_bar() as tell:

            def on_event(event: Event) -> None:
                tell(event.key, event.position - (event.kind == "started"), event.total)
                if event.problem:
                    unwritten.append(event.problem)

            return bring_up_to_date(root, config, hub, rerun=rerun, only=only, on_event=on_event), unwritten
    except KeyboardInterrupt:
        typer.echo("interrupted: the records that were made are whole; run again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None


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


def _show(records: Sequence[Outcome], format_: Format) -> None:
    if format_ is Format.json:
        models = [{name: getattr(record, name) for name in ("card", "status", "reason", "task")} for record in records]
        typer.echo(json.dumps({"models": models, "counts": _counts(records)}, indent=2, ensure_ascii=False))
    else:
        print_lines(as_text(records))
        typer.echo(summary(records), err=True)


def as_text(records: Sequence[Outcome]) -> Iterator[str]:
    """A line a card."""
    width = max((len(record.card) for record in records), default=0)
    to = colours()
    return (_line(record, width, to) for record in records)


def summary(records: Sequence[Outcome]) -> str:
    """``10 cards: 5 verified, 5 not-run``."""
    listed = ", ".join(f"{count} {status}" for status, count in _counts(records).items() if count)
    return f"{counted(len(records), 'card')}: {listed}" if records else "no cards"


def _line(record: Outcome, width: int, to: Colours) -> str:
    symbol, colour = _SYMBOLS[record.status]
    status = f"{getattr(to, colour)}{symbol} {record.status:<8}{to.end}"
    return f"{status}  {one_line(record.card):<{width}}  {one_line(record.reason)}"


def _counts(records: Sequence[Outcome]) -> dict[RunStatus, int]:
    counted = Counter(record.status for record in records)
    return {status: counted[status] for status in get_args(RunStatus)}
