"""A page that may not have to be made: what it is made of is told apart from making it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.render.page import Page


@dataclass(frozen=True, slots=True)
class Draft:
    """A page, before it is made.

    Attributes:
        path: Where it lies in the site, as ``Page.path``.
        of: Everything that decides what ``make`` gives, but for the program itself: data that msgspec can encode. Where
            it is as it was, the page of the last build is kept. So it should be small, and cheap to gather.
        make: Makes the page.
        menu: What the site's menu calls it, where the menu leads there. Such a page is made in every build.
    """

    path: str
    of: object
    make: Callable[[], Page]
    menu: str = ""
