"""Our pages on their way through MkDocs: as frames to be cut, or whole."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator import publish
from generator.plugin.foreign import Foreign
from generator.render import assets, placed
from generator.render.links import HOME, model_path
from generator.site.frame import MARKS, TOC_MARKS, FrameKey
from generator.site.gather import Gathered
from generator.site.leaf_store import LeafStore

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as SitePage


#: How a hand-written page links to a model.
_OF_MODEL = re.compile(r"models/([\w.-]+)/")


@dataclass(frozen=True, slots=True)
class Passing:
    """A page that MkDocs sets into its theme.

    Attributes:
        path: Where it lies in the site.
        title: As plain text; empty for the home page, which has the site's.
        description: As plain text.
        headings: Anchor and title of each second-level heading, as safe HTML.
        content: As safe HTML.
        edit: The card, for the edit link: its key, or the mark of one; empty for none.
        in_menu: Whether the site's menu leads there.
        of_model: Whether it is the page of a model, or the frame of such pages.
        key: Of the frame that it is to become; ``None`` where it is to stay a page.
    """

    path: str
    title: str
    description: str
    headings: tuple[tuple[str, str], ...]
    content: str
    edit: str = ""
    in_menu: bool = False
    of_model: bool = False
    key: FrameKey | None = None

    @property
    def source(self) -> str:
        """The Markdown file that MkDocs takes it to come from."""
        return f"{posixpath.splitext(self.path)[0]}.md"

    def file(self, config: MkDocsConfig, cards: Path) -> File:
        """A page without a file: an empty source whose edit link leads to the card."""
        inclusion = InclusionLevel.INCLUDED if self.in_menu else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, self.source, content="", inclusion=inclusion)
        if self.edit:
            file.edit_uri = Path(os.path.relpath(cards / f"{self.edit}.md", config.docs_dir)).as_posix()
        return file

    def describe(self, page: SitePage, foreign: Foreign, *, tabs: bool) -> None:
        """Tell the theme what the page is about, and keep it out of the theme's own search.

        Args:
            page: MkDocs' page. What ``mkdocs.yml`` calls it in its menu stays.
            foreign: How our pages are shown on the site.
            tabs: Whether tabs show the menu already, so that its room is better used.
        """
        page.toc = TableOfContents([AnchorLink(foreign.words(title), anchor, 2) for anchor, title in self.headings])
        # Material's templates escape neither of the two.
        page.meta["description"] = str(escape(self.description))
        if self.title:
            page.title = page.meta["title"] = vars(page).get("title") or str(escape(self.title))
        if tabs:
            page.meta["hide"] = ["navigation"]
        page.meta["search"] = {"exclude": True}


def frames(gathered: Gathered) -> Iterator[Passing]:
    """The frames of all pages."""
    for key in sorted(gathered.frame_keys()):
        menu = next((draft.menu for draft in gathered.drafts if draft.path == key.path), "")
        yield Passing(
            path=key.page,
            title="" if key.path == HOME else menu or MARKS["title"],
            description=MARKS["description"],
            headings=TOC_MARKS if key.toc else (),
            content=MARKS["content"],
            edit=MARKS["edit"] if key.edit else "",
            in_menu=bool(menu),
            of_model=key == gathered.model_frame,
            key=key,
        )


def whole(gathered: Gathered, *, models: int | None = None) -> Iterator[Passing]:
    """Every page as it is to be.

    Args:
        gathered: What the site is made of.
        models: Of so many models only, and of nothing else.
    """
    if models is None:
        for draft in gathered.drafts:
            page = gathered.menu.get(draft.path) or draft.make()
            headings = tuple((heading.anchor, str(heading.title)) for heading in page.headings())
            title = "" if page.path == HOME else draft.menu or page.title
            yield Passing(page.path, title, page.description, headings, str(page.html), in_menu=bool(draft.menu))
    with LeafStore(gathered.place.cache) as store:
        for listing in gathered.shelf.listings[:models]:
            path = model_path(listing.url)
            ((_, body),) = store.bodies([listing.card_path])
            content = Markup(body.html)  # noqa: S704 - as it was rendered
            yield Passing(
                path=path,
                title=body.title,
                description=body.description,
                headings=body.headings,
                content=placed(content, gathered.relations.of(listing), path, gathered.links, gathered.facts.address),
                edit=listing.key if gathered.model_frame.edit else "",
                of_model=True,
            )


class Promised(File):
    """A file that is made after MkDocs is done, so that hand-written pages can link to it."""

    def is_documentation_page(self) -> bool:
        """It is none for MkDocs."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as MkDocs has it
        """There is nothing to copy yet."""


def promised(gathered: Gathered, files: Files, config: MkDocsConfig) -> Iterator[File]:
    """What hand-written pages may link to, and MkDocs does not see: our other files, and the models that they name."""
    for path in (*assets(), *publish.schema_paths(), *publish.EXPORTS):
        if path not in files.src_uris:
            yield _promise(path, path, config)
    urls = {listing.url for listing in gathered.shelf.listings}
    text = "".join(file.content_string for file in files.documentation_pages() if file.abs_src_path)
    for url in sorted(set(_OF_MODEL.findall(text)) & urls):
        path = model_path(url)
        source = f"{posixpath.splitext(path)[0]}.md"
        if source not in files.src_uris:
            yield _promise(source, path, config)


def _promise(source: str, path: str, config: MkDocsConfig) -> File:
    urls = config.use_directory_urls
    return Promised(source, src_dir=None, dest_dir=config.site_dir, use_directory_urls=urls, dest_uri=path)
