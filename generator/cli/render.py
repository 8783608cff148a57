"""``modelhub render``: the hub's pages as plain Markdown, for whoever builds sites from that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator import publish, store
from generator.cli.command import PATH, command, hub_option, option
from generator.cli.common import colours, hub_root, print_lines
from generator.cli.progress import progress_bars
from generator.config import Config
from generator.errors import UsageError
from generator.hub import Unread
from generator.lint.formats import one_line
from generator.listing import Listing, Shelf
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
from generator.store.cards import card_places
from generator.store.output import OutputFolder, refuse_within
from generator.store.spill import Spill, Stretch

#: Where renderers look for pages.
_DOCS = "docs"
#: The settings of the site: a beginning, which people change.
_SITE_FILE = "mkdocs.yml"


@command()
@option("--to", type=PATH, metavar="DIR", required=True, help="Where to write: an empty folder, or an earlier one.")
@hub_option
@option("--cards", type=PATH, metavar="DIR", help="Another cards folder than the configuration's.")
@option("--name", metavar="TEXT", default="Model hub", help="The site's name.")
@option("--site-url", metavar="URL", default="", help="The site's address.")
@option("--dry-run", is_flag=True, help="Write nothing: only say what would be written.")
def render(*, to: Path, hub: Path, cards: Path | None, name: str, site_url: str, dry_run: bool) -> None:
    """Write the hub's pages as plain Markdown, with a mkdocs.yml: for MkDocs with Material, and for Zensical.

    What is written needs nothing of modelhub. Written again, only what changed is; pages of cards that are gone are
    removed, files of others stay, and so does a mkdocs.yml that was changed by hand.

    Exit codes: 0 where all was written, 2 where something was not.

    Examples:
      modelhub render --to /tmp/pages
      modelhub render --to /tmp/pages --dry-run
    """
    root = hub_root(hub)
    config = store.load_config(root)
    if cards is not None and not cards.is_dir():
        raise UsageError(f"{cards}: no such folder")
    refuse_within(to, (cards or root / config.cards, root / config.records))
    folder = OutputFolder(to, dry_run=dry_run)
    with Spill() as spill, progress_bars() as bars:
        kept = _read(root, config, cards, spill, lambda done, total: bars.tell("reading cards", done, total))
        for unread in kept.unread:
            for problem in unread.problems:
                click.echo(f"warning: {unread.path}:{problem.span.line}: {problem.message}", err=True)
        folder.put(_SITE_FILE, site_file(name, site_url).encode(), keep=True)
        total = len(kept.models)
        for done, (path, pieces) in enumerate(_files(kept, root, config, name, spill), 1):
            folder.stream(f"{_DOCS}/{path}", pieces)
            bars.tell("writing", min(done, total), total)
    folder.finish()
    _show(folder, total, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _Model:
    """A model whose page and entry of the catalogue wait on the disk."""

    listing: Listing
    page: Stretch
    entry: Stretch


@dataclass(frozen=True, slots=True)
class _Kept:
    """A hub, as far as it is in memory: ``models`` in the order of the cards, ``media`` as files of the site."""

    shelf: Shelf
    unread: list[Unread]
    models: list[_Model]
    media: dict[str, str]


def _read(root: Path, config: Config, cards: Path | None, spill: Spill, tell: Callable[[int, int], None]) -> _Kept:
    """Read a hub card by card, and keep on the disk what is written later."""
    models: list[_Model] = []
    unread: list[Unread] = []
    media: dict[str, str] = {}
    total = sum(1 for _ in card_places(root, cards or root / config.cards))
    for done, found in enumerate(store.hub_entries(root, config, cards=cards), 1):
        if isinstance(found, Unread):
            unread.append(found)
        else:
            page = spill.put(model_markdown(found, PageLinks()).encode())
            models.append(_Model(publish.listing_of(found), page, spill.put(publish.entry_json(found))))
            media |= {media_path(file): file.path for file in media_of(found)}
        tell(done, total)
    return _Kept(publish.shelf_with((model.listing for model in models), unread), unread, models, media)


def _files(
    kept: _Kept, root: Path, config: Config, name: str, spill: Spill
) -> Iterator[tuple[str, Callable[[], Iterable[bytes]]]]:
    """Every file below ``docs``, models first."""
    links, relations = PageLinks(), Relations(kept.shelf)
    for model in kept.models:
        path = model_path(model.listing.url)
        related = related_markdown(relations.of(model.listing), path, links).encode()
        yield source_path(path), _given(spill.get(model.page).replace(SLOT.encode(), related))
    for path, text in markdown_pages(kept.shelf, config.site.page_size, name):
        yield path, _given(text.encode())
    by_id = sorted(kept.models, key=lambda model: model.listing.id)

    def entries() -> Iterator[bytes]:
        return (publish.with_id(spill.get(model.entry), model.listing.id) for model in by_id)

    yield from publish.export_pieces(entries, kept.shelf).items()
    yield from ((path, _given(data)) for path, data in publish.schema_files().items())
    for path, file in sorted(kept.media.items()):
        yield path, _given(store.inside(root, file).read_bytes())


def _given(data: bytes) -> Callable[[], Iterable[bytes]]:
    return lambda: (data,)


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
        click.echo(f"kept: {path}: changed by hand since it was written", err=True)
    done = {"new": folder.new, "changed": folder.changed, "removed": folder.removed}
    counts = ", ".join(f"{len(paths):,} {word}" for word, paths in done.items() if paths)
    click.echo(f"models: {total:,}")
    click.echo(f"files: {', '.join(filter(None, (counts, f'{folder.same:,} as before' if folder.same else '')))}")
    click.echo(f"site: {folder.folder / _SITE_FILE}")
    if folder.foreign:
        raise UsageError(
            "\n".join(
                f"{folder.folder / path}: not written by modelhub, and in the way; move it" for path in folder.foreign
            )
        )
