"""What a reader gets: a page, as HTML without the frame around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

_HEADING = re.compile(r'<h2 id="(?P<anchor>[^"]+)"[^>]*>(?P<title>.*?)</h2>')


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents.

    Attributes:
        anchor: The heading's ``id``.
        title: As safe HTML.
    """

    anchor: str
    title: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    Attributes:
        path: Where it lies in the site, ``models/<url>/index.html``. POSIX separators.
        title: As plain text.
        description: One or two sentences for search engines, as plain text.
        html: The content, safe. It starts with the only ``<h1>``.
    """

    path: str
    title: str
    description: str
    html: Markup

    def headings(self) -> Iterator[Heading]:
        """The page's second-level headings, in order."""
        for match in _HEADING.finditer(self.html):
            yield Heading(match["anchor"], Markup(match["title"]))  # noqa: S704 - cut from HTML that is safe already
