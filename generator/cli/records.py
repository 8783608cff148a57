"""``modelhub records``: what is done with records besides making them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer

from generator import store
from generator.cli.common import PROBLEMS_FOUND, colours, hub_root, print_lines
from generator.errors import UsageError
from generator.lint.formats import counted, one_line
from generator.run.merge import LEFT_OUT, Finding, Kind, merge

records = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", help="Bring records together.")

_SYMBOLS: dict[Kind, tuple[str, str]] = {
    "new": ("+", "green"),
    "newer": ("~", "cyan"),
    "kept": ("=", "dim"),
    "conflict": ("✗", "red"),
    "broken": ("✗", "red"),
    "foreign": ("✗", "red"),
}


class Format(StrEnum):
    """How it is shown."""

    text = "text"
    json = "json"


@records.callback()
def _records() -> None:
    """Bring records together."""


@records.command("merge")
def merge_command(
    shards: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of records, one a shard.")],
    *,
    hub: Annotated[Path, typer.Option(help="The hub's folder, or one inside it.")] = Path(),
    into: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to; without it, the hub's records folder.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 where anything would be written.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing: only say what would be written.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="How to show what is done.")] = Format.text,
) -> None:
    """Bring together the records that several machines made with `modelhub verify --shard`.

    Of each card the record counts that is of the card as it is now, then one of a model that was run, then the newest;
    what lies in the records folder takes part. Files that are no records, or of no card of this hub, and records of the
    same time that differ, are named and left out.

    Exit codes: 0 where all was brought together, 1 where something was left out (with --check also where anything would
    be written), 2 for a command that cannot be used and for records that could not be written.

    [bold]Examples[/]

      modelhub records merge shards/1 shards/2
      modelhub records merge shards/* --dry-run
      modelhub records merge shards/* --into records --check
    """
    root = hub_root(hub)
    config = store.load_config(root)
    target = into if into is not None else root / config.records
    for shard in shards:
        if not shard.is_dir():
            raise UsageError(f"{shard}: no such folder")
        if shard.resolve() == target.resolve():
            raise UsageError(f"{shard}: is where the records are brought together; name the folders of the shards")
    findings = merge(store.load_hub(root, config), shards, target, Path())
    unwritten = [] if check or dry_run else _write(findings, target)
    _show(findings, format_)
    if unwritten:
        raise UsageError("\n".join(unwritten))
    bad = LEFT_OUT | ({"new", "newer"} if check else set())
    if any(finding.kind in bad for finding in findings):
        raise typer.Exit(PROBLEMS_FOUND)


def _write(findings: Sequence[Finding], into: Path) -> list[str]:
    """Write what is new; what is wrong with those that could not be written."""
    problems = []
    for finding in findings:
        if finding.kind not in {"new", "newer"} or finding.record is None:
            continue
        name = store.record_path(Path(), finding.card).as_posix()
        try:
            store.write_record(store.inside(into, name), finding.record)
        except UsageError as error:  # A link among the records leads elsewhere.
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{(into / name).as_posix()}: the record cannot be written: {error.strerror}")
    return problems


def _show(findings: Sequence[Finding], format_: Format) -> None:
    numbers = Counter(finding.kind for finding in findings)
    counts = {kind: numbers[kind] for kind in get_args(Kind)}
    if format_ is Format.json:
        items = [{"card": item.card, "kind": item.kind, "message": item.message} for item in findings]
        print_lines([json.dumps({"records": items, "counts": counts}, ensure_ascii=False, indent=2)])
        return
    print_lines(_lines(findings))
    listed = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    typer.echo(f"{counted(len(findings), 'record')}: {listed}" if findings else "no records", err=True)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    width, to = max((len(item.card) for item in findings), default=0), colours()
    for item in findings:
        symbol, colour = _SYMBOLS[item.kind]
        kind = f"{getattr(to, colour)}{symbol} {item.kind:<8}{to.end}"
        yield f"{kind}  {one_line(item.card):<{width}}  {one_line(item.message)}"
