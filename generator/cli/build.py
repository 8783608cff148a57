"""``modelhub build``: cards and records → the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from generator.cli.command import PATH, command, hub_option, option
from generator.cli.common import PROBLEMS_FOUND, hub_root
from generator.cli.progress import progress_bars
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.site.order import BuiltSite


@command()
@hub_option
@option("--cards", type=PATH, metavar="DIR", help="Another cards folder than the configuration's.")
@option("--site-dir", type=PATH, metavar="DIR", help="Where to write the site.")
@option("--strict", is_flag=True, help="Take a warning for an error.")
def build(*, hub: Path, cards: Path | None, site_dir: Path | None, strict: bool) -> None:
    """Build the site and the catalogue from the cards and their records. Runs no model.

    The hub's mkdocs.yml says how the site looks; a hub without one gets our own.

    Exit codes: 0 for a site, 1 where --strict found warnings, 2 where there is no site.

    Examples:
      modelhub build
      modelhub build --strict --site-dir /tmp/site
    """
    built = build_hub(hub_root(hub), cards=cards, site_dir=site_dir)
    show_built(built)
    if strict and built.warnings:
        click.echo(f"warnings: {len(built.warnings)}; --strict allows none", err=True)
        raise Exit(PROBLEMS_FOUND)


def build_hub(root: Path, *, cards: Path | None = None, site_dir: Path | None = None) -> BuiltSite:
    """Build with a progress bar where there is a terminal.

    Raises:
        UsageError: There is no such cards folder.
        SiteError: MkDocs could not build the site.
    """
    from generator.site.again import again  # noqa: PLC0415 - only those who build wait for it
    from generator.site.order import Order, is_empty_or_site  # noqa: PLC0415 - the same

    if cards is not None and not cards.is_dir():
        raise UsageError(f"{cards}: no such folder")
    if site_dir and site_dir.exists() and not is_empty_or_site(site_dir):
        raise UsageError(
            f"{site_dir}: neither empty nor a site, and building would delete what it holds; empty it or choose another"
        )
    with progress_bars(by_hand=True) as bars:
        order = Order(root, site_dir, cards, bars.tell)
        built = again(order)
        if built is None:
            from generator.plugin import with_mkdocs  # noqa: PLC0415 - MkDocs starts slowly

            built = with_mkdocs(order)
        return built


def show_built(built: BuiltSite) -> None:
    """Say what was built: warnings, pages, statuses, and where the site lies."""
    for warning in built.warnings:
        click.echo(f"warning: {warning}", err=True)
    if built.slow:
        click.echo(f"note: {built.slow}. So MkDocs makes every page, which takes long", err=True)
    counts = ", ".join(f"{count:,} {status}" for status, count in built.statuses.items() if count)
    click.echo(f"models: {sum(built.statuses.values()):,}" + (f" ({counts})" if counts else ""))
    click.echo(f"pages: {built.pages:,}; files written: {built.written:,}")
    click.echo(f"site: {built.folder / 'index.html'}")
