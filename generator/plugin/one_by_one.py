"""Pages that MkDocs makes one by one, where setting them into frames would give something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

# MkDocs has no public way to make a page more. These two are as old as its plugins.
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure.pages import Page as SitePage

from generator.plugin.pages import Passing

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


@dataclass(slots=True)
class Rendering:
    """What MkDocs makes pages with.

    Attributes:
        files: Everything of the site.
        cards: The cards folder.
        nav: Its menu, once it is known.
        env: The theme's templates, once they are known.
    """

    files: Files
    cards: Path
    nav: Navigation | None = None
    env: Environment | None = None

    def make(self, pages: Iterable[Passing], config: MkDocsConfig, note: Callable[[Passing], None]) -> None:
        """Have MkDocs make pages, all other plugins included, after it made its own.

        Args:
            pages: The pages; one that was made before is made anew.
            config: The site's configuration.
            note: Told of each before it is made.
        """
        if self.nav is None or self.env is None:
            raise RuntimeError("MkDocs tells of its menu and templates before it builds")
        every = list(self.files.documentation_pages())
        for passing in pages:
            note(passing)
            known = self.files.get_file_from_path(passing.source)  # In the menu, or promised to those who link there.
            page = (known and known.page) or SitePage(None, passing.file(config, self.cards), config)
            _populate_page(page, config, self.files)
            _build_page(page, config, every, self.nav, self.env)
