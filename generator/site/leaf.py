"""All that a site shows of one model, as far as that is its own card's and record's business."""

from __future__ import annotations

from msgspec import Struct

from generator.listing import Listing
from generator.site.looking import Watched


class Head(Struct, frozen=True, array_like=True):
    """What is kept in memory of a model while a site is built.

    Attributes:
        listing: The model in short; its ``id`` may still be that of another one too, and ``lint`` is missing.
        digest: Of all that decides the leaf.
        since: From when on this is so, where that depends on the time; else empty.
        until: When it changes by itself; empty for never.
        watched: What else the status depends on.
        media: Files of the hub that the page shows: where each goes in the site, and where it lies in the hub.
        card_sha256: Of the card's file, in hexadecimal, as the linter's report has it.
    """

    listing: Listing
    digest: bytes
    since: str
    until: str
    watched: tuple[Watched, ...]
    media: tuple[tuple[str, str], ...]
    card_sha256: str = ""


class Body(Struct, frozen=True, array_like=True):
    """What is written to the site.

    Attributes:
        title: The page's, as plain text.
        description: For search engines, as plain text.
        headings: Anchor and safe HTML of each second-level heading.
        html: The page's content, safe, with a ``SLOT``.
        markdown: The page as Markdown, with a ``SLOT``.
    """

    title: str
    description: str
    headings: tuple[tuple[str, str], ...]
    html: str
    markdown: str = ""


class Leaf(Struct, frozen=True, array_like=True):
    """One model.

    Attributes:
        body: A ``Body``, encoded, since whoever keeps it need not look into it.
        entry: The model's entry of the catalogue: a JSON object without its opening brace and its ``id``.
        row: Its row in the catalogue's table, without its ``id``.
        document: What it is found by, as the index of the site's search encodes it.
        lines: Lines of code that were coloured for it, and not before.
    """

    head: Head
    body: bytes
    entry: bytes
    row: bytes
    document: bytes
    lines: tuple[tuple[str, str, str], ...] = ()


class Unreadable(Struct, frozen=True, array_like=True):
    """A file that is no card, and why: each problem with its line."""

    path: str
    problems: tuple[tuple[int, str], ...]
