"""Makes the frames of a site's pages lean, whichever theme and plugins they come from."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from generator.plugin.pages import Promised
from generator.plugin.policy_hook import parted
from generator.render import assets
from generator.render.begun import begun
from generator.render.lean import one_sheet, squeezed, unhurried

if TYPE_CHECKING:
    from mkdocs.structure.files import Files


class LeanHook:
    """What is done to the frames of one build.

    Attributes:
        files: Style sheets that were put together, by path in the site.
    """

    def __init__(self, *, on: bool) -> None:
        self.files: dict[str, bytes] = {}
        self._on = on
        self._site: Files | None = None
        self._own = assets()
        self._sheets: dict[str, str | None] = {}

    def look_at(self, files: Files) -> None:
        """Take style sheets from these files, which are all of the site's."""
        self._site = files
        self._sheets = {}

    def early(self, html: str) -> str:
        """A page with what its scripts are to do at once, before these become files."""
        return begun(html) if self._on else html

    def page(self, html: str, here: str, *, content: str = "", root: str | None = None) -> str:
        """A page in a lean frame.

        Args:
            html: The page, frame and all.
            here: Where it lies in the site.
            content: What of it stays as it is.
            root: The link to the site's root, for a page that is shown at any address.
        """
        if not self._on:
            return html
        frame, put_back = parted(html, content)
        way = posixpath.relpath(".", posixpath.dirname(here)) if root is None else root
        frame, files = one_sheet(frame, here, way, self._sheet)
        self.files |= files
        return put_back(squeezed(unhurried(frame)))

    def write(self, site: Path) -> None:
        """Write the sheets."""
        for path, data in sorted(self.files.items()):
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def _sheet(self, path: str) -> str | None:
        if path not in self._sheets:
            self._sheets[path] = self._read(path)
        return self._sheets[path]

    def _read(self, path: str) -> str | None:
        file = self._site.get_file_from_path(path) if self._site else None
        if file is None:
            return None
        try:
            return (self._own[path] if isinstance(file, Promised) else file.content_bytes).decode()
        except (KeyError, OSError, UnicodeDecodeError):
            return None
