"""A page's frame: everything around its content, as the site's theme makes it, with places to set a page in.

MkDocs renders a page whose title, description, address, contents list and content are marks: words that stand nowhere
else. ``cut`` takes such a page apart at its marks, and ``Frame.page`` puts it together again around any content. So a
theme, its overrides, and plugins do their work once for thousands of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from generator.errors import ModelhubError

Place: TypeAlias = Literal["title", "description", "address", "edit", "content", "first"]

#: What all of them begin with.
MARK = b"mhmark0"
#: Each mark is one word of ASCII letters and digits, so that no filter, escape or address changes it.
MARKS: dict[Place, str] = {
    "title": "mhmark0title0",
    "description": "mhmark0description0",
    "address": "mhmark0address0",
    "edit": "mhmark0edit0",
    "content": "<h1>mhmark0content0</h1>",  # Material adds a heading to a page that has none.
    "first": "mhmark0anchor0f0",
}
#: Entries of the contents list: the first, to which themes may link elsewhere too, and two more, so that it can be seen
#: how the theme repeats them.
TOC_MARKS: tuple[tuple[str, str], ...] = (
    (MARKS["first"], "mhmark0heading0f0"),
    ("mhmark0anchor0a0", "mhmark0heading0a0"),
    ("mhmark0anchor0b0", "mhmark0heading0b0"),
)
_SECOND = re.compile("|".join(TOC_MARKS[1]))
_OF_TOC = re.compile("(mhmark0(?:anchor|heading)0[fab]0)")
_SINGLE = re.compile(
    "|".join(
        f"(?P<{place}>{re.escape(mark)}{'(?:e[01]t[01])?(?:/d)*' if place == 'address' else ''})"
        for place, mark in MARKS.items()
    )
)


class FrameError(ModelhubError):
    """The theme does not leave the marks where they can be found."""


def folder_like(path: str) -> str:
    """The folder that stands for that of a page at ``path``: in the same folder of the site, and as deep."""
    section, slash, _ = path.partition("/")
    depth = path.count("/")
    return f"{section}{slash}{MARKS['address']}{'/d' * (depth - 2)}" if depth > 1 else MARKS["address"]


def address_in(path: str) -> str:
    """What of the address of a page at ``path`` a shared frame leaves open."""
    folder = path.rpartition("/")[0]
    return folder.partition("/")[2] or folder


class FrameKey(Struct, frozen=True, order=True, array_like=True):
    """Which pages share a frame.

    Attributes:
        path: Of a page that the menu leads to: it has a frame of its own, in which the menu shows where one is. Else a
            folder as deep as theirs, see ``folder_like``.
        edit: Whether there is a card to edit.
        toc: Whether there is a contents list.
    """

    path: str
    edit: bool
    toc: bool

    @property
    def page(self) -> str:
        """Where the page lies that the frame is cut from; for a shared one, the mark of an address stands in it."""
        if MARKS["address"] not in self.path:
            return self.path
        variant = f"{MARKS['address']}e{self.edit:d}t{self.toc:d}"
        return self.path.replace(MARKS["address"], variant, 1) + "/index.html"


class Toc(Struct, frozen=True, array_like=True):
    """A contents list: ``item`` is repeated for each heading, with the heading between its pieces.

    Attributes:
        pieces: Text around the places of ``places``: one more.
        places: Which of the two each place takes.
    """

    pieces: tuple[str, ...]
    places: tuple[Literal["anchor", "heading"], ...]


class Frame(Struct, frozen=True, array_like=True):
    """A page, taken apart at its marks: a text, a place, a text, … a text."""

    texts: tuple[str, ...]
    places: tuple[Place | Toc, ...]

    def page(self, values: dict[Place, str], headings: Sequence[tuple[str, str]]) -> str:
        """Put a page together.

        Args:
            values: What goes to each place, safe in HTML where it is to stand.
            headings: Anchor and title of each heading, as safe HTML.
        """
        parts = [self.texts[0]]
        for place, text in zip(self.places, self.texts[1:], strict=True):
            parts.append(_listed(place, headings) if isinstance(place, Toc) else values[place])
            parts.append(text)
        return "".join(parts)


def cut(html: str, *, toc: bool) -> Frame:
    """Take a page apart at its marks.

    Args:
        html: The page, as the theme renders it.
        toc: Whether it has a contents list.

    Raises:
        FrameError: It does not show its content exactly once, or has a contents list that does not repeat itself.
    """
    if html.count(MARKS["content"]) != 1:
        raise FrameError("the theme does not show the content of a page once, and as it is")
    texts: list[str] = []
    places: list[Place | Toc] = []
    for text, contents in _around_lists(html) if toc else [(html, None)]:
        start = 0
        for match in _SINGLE.finditer(text):
            texts.append(text[start : match.start()])
            places.append(match.lastgroup)  # type: ignore[arg-type]  # the groups are named like the places
            start = match.end()
        texts.append(text[start:])
        if contents:
            places.append(contents)
    return Frame(tuple(texts), tuple(places))


def _listed(toc: Toc, headings: Sequence[tuple[str, str]]) -> str:
    items = []
    for anchor, title in headings:
        items.append(toc.pieces[0])
        for place, piece in zip(toc.places, toc.pieces[1:], strict=True):
            items.append(anchor if place == "anchor" else title)
            items.append(piece)
    return "".join(items)


def _around_lists(html: str) -> Iterator[tuple[str, Toc | None]]:
    """The page's text up to each contents list, with the list; at last the rest."""
    position = 0
    for start, length in _lists(html, position):
        pieces = _OF_TOC.split(html[start : start + length])
        places: list[Literal["anchor", "heading"]] = [
            "anchor" if "anchor" in mark else "heading" for mark in pieces[1::2]
        ]
        yield html[position:start], Toc(tuple(pieces[::2]), tuple(places))
        position = start + 3 * length
    yield html[position:], None


def _lists(html: str, position: int) -> Iterator[tuple[int, int]]:
    """The contents lists: where each begins, and how long each of its three items is.

    Where an item begins cannot be told from its marks, but need not be: ``-<f>-<a>-<b>-`` is ``-`` and then ``<f>-``,
    or ``-<f`` and ``>-<f``, over and over, up to the same end.
    """
    while match := _SECOND.search(html, position):
        second = match.start()
        length = html.find(match[0].replace("0a0", "0b0"), second) - second
        first = second - length
        if length <= 0 or first < position:
            raise FrameError("the theme does not show all entries of a contents list")
        start = first
        while start > position and html[start - 1] == html[start - 1 + length] == html[start - 1 + 2 * length]:
            start -= 1
        items = {_OF_TOC.sub(_plain, html[start + shift : start + shift + length]) for shift in (0, length, 2 * length)}
        if len(items) > 1:
            raise FrameError("the theme shows the entries of a contents list in different ways")
        yield start, length
        position = start + 3 * length


def _kind(mark: str) -> Literal["anchor", "heading"]:
    return "anchor" if "anchor" in mark else "heading"


def _plain(mark: re.Match[str]) -> str:
    return mark[0][:-3]
