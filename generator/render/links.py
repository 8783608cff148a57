"""Links between pages, relative, so that the site works below any address."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

HOME = "index.html"
LEADERBOARDS = "leaderboards/index.html"
COMPARE = "compare/index.html"
HEALTH = "health/index.html"
_INDEX = "index.html"


def list_path(number: int) -> str:
    """Where the list's page ``number`` lies, counted from 1."""
    return f"models/{_INDEX}" if number == 1 else f"models/page/{number}/{_INDEX}"


def model_path(url: str) -> str:
    """Where the page of a model lies."""
    return f"models/{url}/{_INDEX}"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links for one kind of site.

    Attributes:
        directory_urls: Link to ``folder/`` and leave ``index.html`` to the server; else name the file, so that the
            site can be read without a server.
    """

    directory_urls: bool = True

    def between(self, here: str, there: str) -> str:
        """The link from the page at ``here`` to the page at ``there``."""
        link = quote(posixpath.relpath(there, posixpath.dirname(here) or "."))
        if not self.directory_urls or posixpath.basename(link) != _INDEX:
            return link
        return link.removesuffix(_INDEX) or "./"
