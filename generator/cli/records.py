"""``modelhub records``: what is done with records besides making them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import get_args

import click
from click.exceptions import Exit

from generator import store
from generator.cli.command import Group, argument, hub_option, option
from generator.cli.common import PROBLEMS_FOUND, colours, hub_root, print_lines
from generator.cli.verify_history import keep_today
from generator.errors import UsageError
from generator.lint.formats import counted, one_line
from generator.run.merge import LEFT_OUT, Finding, Kind, merge, merge_into
from generator.run.record_folders import RecordFolder
from generator.run.record_places import RecordPlaces

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


@click.group(cls=Group, no_args_is_help=True)
def records() -> None:
    """Bring records together."""


@records.command("merge")
@argument(
    "shards",
    nargs=-1,
    required=True,
    metavar="DIR|URL...",
    help="Folders of records, one a shard; also s3://bucket/folder.",
)
@hub_option
@option("--into", metavar="DIR|URL", help="Where to; without it, the hub's records folder.")
@option("--check", is_flag=True, help="Write nothing; exit with 1 where anything would be written.")
@option("--dry-run", is_flag=True, help="Write nothing: only say what would be written.")
@option("--format", "format_", type=click.Choice(Format), default=Format.text, help="How to show what is done.")
def merge_command(
    *, shards: tuple[str, ...], hub: Path, into: str | None, check: bool, dry_run: bool, format_: Format
) -> None:
    """Bring together the records that several machines made with `modelhub verify --shard`.

    Of each card the record counts that is of the card as it is now, then one of a model that was run, then the newest;
    what lies in the records folder takes part. Files that are no records, or of no card of this hub, and records of the
    same time that differ, are named and left out.

    An address such as s3://bucket/folder is a folder in an object store: machines bring their records together there,
    and the last one fetches them. `verify.protocols` says which stores may be used; nothing is ever deleted.

    Exit codes: 0 where all was brought together, 1 where something was left out (with --check also where anything would
    be written), 2 for a command that cannot be used and for records that could not be written.

    Examples:
      modelhub records merge shards/1 shards/2
      modelhub records merge shards/* --dry-run
      modelhub records merge shards/* --into records --check
      modelhub records merge records --into s3://bucket/run-42
      modelhub records merge s3://bucket/run-42
    """
    root = hub_root(hub)
    config = store.load_config(root)
    places = RecordPlaces(config.verify)
    target = places.folder(into if into is not None else (root / config.records).as_posix())
    sources = [_source(places.folder(shard), target) for shard in shards]
    cards = store.load_hub(root, config)
    looking = check or dry_run
    findings, unwritten = (merge(cards, sources, target), []) if looking else merge_into(cards, sources, target)
    _show(findings, format_)
    if into is None and not looking:
        keep_today(root, config, [entry.status for entry in store.load_hub(root, config).entries])
    if unwritten:
        raise UsageError("\n".join(unwritten))
    bad = LEFT_OUT | ({"new", "newer"} if check else set())
    if any(finding.kind in bad for finding in findings):
        raise Exit(PROBLEMS_FOUND)


def _source(folder: RecordFolder, target: RecordFolder) -> RecordFolder:
    """The folder, which is to be read.

    Raises:
        UsageError: There is none, or it is the one to write to.
    """
    if folder.identity == target.identity:
        raise UsageError(f"{folder.name}: is where the records are brought together; name the folders of the shards")
    if not folder.exists():
        raise UsageError(f"{folder.name}: no such folder")
    return folder


def _show(findings: Sequence[Finding], format_: Format) -> None:
    numbers = Counter(finding.kind for finding in findings)
    counts = {kind: numbers[kind] for kind in get_args(Kind)}
    if format_ is Format.json:
        items = [{"card": item.card, "kind": item.kind, "message": item.message} for item in findings]
        print_lines([json.dumps({"records": items, "counts": counts}, ensure_ascii=False, indent=2)])
        return
    print_lines(_lines(findings))
    listed = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    click.echo(f"{counted(len(findings), 'record')}: {listed}" if findings else "no records", err=True)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    width, to = max((len(item.card) for item in findings), default=0), colours()
    for item in findings:
        symbol, colour = _SYMBOLS[item.kind]
        kind = f"{getattr(to, colour)}{symbol} {item.kind:<8}{to.end}"
        yield f"{kind}  {one_line(item.card):<{width}}  {one_line(item.message)}"
