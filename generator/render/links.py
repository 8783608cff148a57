"""Links between pages, relative, so that the site works below any address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
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
        link = _relative(_parts(there), _parts(here)[:-1])
        if not self.directory_urls or link.rpartition("/")[2] != _INDEX:
            return link
        return link.removesuffix(_INDEX) or "./"


@lru_cache(maxsize=4096)
def _parts(path: str) -> tuple[str, ...]:
    """The folders and the name of a file of the site, as addresses have them: asked for again on each page."""
    return tuple(quote(path).split("/"))


def _relative(there: tuple[str, ...], way: tuple[str, ...]) -> str:
    """The way from a folder of the site to a file: as ``posixpath.relpath`` has it, which takes ten times as long."""
    shared = 0
    while shared < len(way) and shared < len(there) and way[shared] == there[shared]:
        shared += 1
    return "../" * (len(way) - shared) + "/".join(there[shared:])
