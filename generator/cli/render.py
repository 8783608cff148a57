"""``modelhub render``: the hub's pages as plain Markdown, for whoever builds sites from that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from generator import publish, store
from generator.cli.common import colours, hub_root, print_lines
from generator.cli.progress import progress_bars
from generator.config import Config
from generator.errors import UsageError
from generator.hub import Hub
from generator.lint.formats import one_line
from generator.render import Relations
from generator.render.links import model_path
from generator.render.markdown import (
    SLOT,
    PageLinks,
    markdown_pages,
    model_markdown,
    related_markdown,
    site_file,
    source_path,
)
from generator.render.media import media_of, media_path
from generator.store.output import OutputFolder, refuse_within

#: Where renderers look for pages.
_DOCS = "docs"
#: The settings of the site: a beginning, which people change.
_SITE_FILE = "mkdocs.yml"


def render(
    *,
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="Where to write: an empty folder, or an earlier one.")
    ],
    hub: Annotated[Path, typer.Option(help="The hub's folder, or one inside it.")] = Path(),
    cards: Annotated[Path | None, typer.Option(help="Another cards folder than the configuration's.")] = None,
    name: Annotated[str, typer.Option(help="The site's name.")] = "Model hub",
    site_url: Annotated[str, typer.Option(help="The site's address.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing: only say what would be written.")] = False,
) -> None:
    """Write the hub's pages as plain Markdown, with a mkdocs.yml: for MkDocs with Material, and for Zensical.

    What is written needs nothing of modelhub. Written again, only what changed is; pages of cards that are gone are
    removed, files of others stay, and so does a mkdocs.yml that was changed by hand.

    Exit codes: 0 where all was written, 2 where something was not.

    [bold]Examples[/]

      modelhub render --to /tmp/pages
      modelhub render --to /tmp/pages --dry-run
    """
    root = hub_root(hub)
    config = store.load_config(root)
    if cards is not None and not cards.is_dir():
        raise UsageError(f"{cards}: no such folder")
    refuse_within(to, (cards or root / config.cards, root / config.records))
    folder = OutputFolder(to, dry_run=dry_run)
    known = store.load_hub(root, config, cards=cards)
    for unread in known.unread:
        for problem in unread.problems:
            typer.echo(f"warning: {unread.path}:{problem.span.line}: {problem.message}", err=True)
    folder.put(_SITE_FILE, site_file(name, site_url).encode(), keep=True)
    total = len(known.entries)
    with progress_bars() as bars:
        for done, (path, data) in enumerate(_files(known, root, config, name)):
            folder.put(f"{_DOCS}/{path}", data)
            bars.tell("writing", min(done, total), total)
    folder.finish()
    _show(folder, total, dry_run=dry_run)


def _files(hub: Hub, root: Path, config: Config, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file below ``docs``, models first."""
    shelf, links = publish.shelf_of(hub), PageLinks()
    relations, listings = Relations(shelf), {listing.key: listing for listing in shelf.listings}
    for entry in hub.entries:
        path = model_path(entry.url)
        related = related_markdown(relations.of(listings[entry.card.key]), path, links)
        yield source_path(path), model_markdown(entry, links).replace(SLOT, related).encode()
    for path, text in markdown_pages(shelf, config.site.page_size, name):
        yield path, text.encode()
    yield from publish.files(hub).items()
    shown = {media_path(file): file.path for entry in hub.entries for file in media_of(entry)}
    for path, file in sorted(shown.items()):
        yield path, store.inside(root, file).read_bytes()


def _show(folder: OutputFolder, total: int, *, dry_run: bool) -> None:
    """Say what was done, and of a dry run each file.

    Raises:
        UsageError: Something could not be written.
    """
    to = colours()
    if dry_run:
        marks = (("+", to.green, folder.new), ("~", to.cyan, folder.changed), ("-", to.red, folder.removed))
        print_lines(f"{colour}{mark}{to.end} {one_line(path)}" for mark, colour, paths in marks for path in paths)
    for path in folder.kept:
        typer.echo(f"kept: {path}: changed by hand since it was written", err=True)
    done = {"new": folder.new, "changed": folder.changed, "removed": folder.removed}
    counts = ", ".join(f"{len(paths):,} {word}" for word, paths in done.items() if paths)
    typer.echo(f"models: {total:,}")
    typer.echo(f"files: {', '.join(filter(None, (counts, f'{folder.same:,} as before' if folder.same else '')))}")
    typer.echo(f"site: {folder.folder / _SITE_FILE}")
    if folder.foreign:
        raise UsageError(
            "\n".join(
                f"{folder.folder / path}: not written by modelhub, and in the way; move it" for path in folder.foreign
            )
        )
