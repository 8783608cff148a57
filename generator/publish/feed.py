"""``feed.xml``: the newest models and the newest runs, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from generator.hub import Status
from generator.listing import Listing, Shelf

FEED_PATH = "feed.xml"
#: Entries of a feed.
NEWEST = 50
#: What XML 1.0 cannot hold, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What a run found, in words of the feed; a run that failed is no news of a model.
_FOUND: dict[Status, str] = {
    "verified": "Verified: it was run and agrees with its card.",
    "measured": "Measured: it was run; its card claims nothing that could be checked.",
    "mismatch": "Mismatch: it was run, and something that its card claims differs.",
}
#: Of a feed without entries. RFC 4287 wants a time, and the clock's would make every build another one.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _News:
    """An entry. ``fragment`` tells the entries of one model apart: together with the page's address it is the id."""

    updated: datetime
    listing: Listing
    fragment: str
    title: str
    text: str


def feed_xml(shelf: Shelf, site_url: str, name: str, *, directory_urls: bool = True) -> bytes:
    """The feed. The same models give the same bytes: all times are those of cards and records.

    Args:
        shelf: All models, in short.
        site_url: The site's address: entries need whole ones.
        name: The site's name.
        directory_urls: Whether a page's address is its folder, or its file ``index.html``.
    """
    root = f"{site_url.rstrip('/')}/"
    news = sorted((item for listing in shelf.listings for item in _news_of(listing)), key=_age, reverse=True)[:NEWEST]
    index = "" if directory_urls else "index.html"
    text = _template().render(
        name=name,
        root=root,
        address=f"{root}{FEED_PATH}",
        updated=_moment(news[0].updated if news else _NEVER),
        entries=[(item, f"{root}models/{quote(item.listing.url)}/{index}", _moment(item.updated)) for item in news],
    )
    return f"{_NOT_XML.sub('', text).strip()}\n".encode()


def _news_of(listing: Listing) -> Iterator[_News]:
    """That it was released, and that it was run."""
    if released := _time(listing.date):
        yield _News(released, listing, "released", f"New: {listing.title}", listing.summary)
    if listing.status in _FOUND and (observed := _time(listing.observed_at)):
        word, _, _ = _FOUND[listing.status].partition(":")
        fragment = f"observed-{observed:%Y%m%dT%H%M%SZ}"
        yield _News(observed, listing, fragment, f"{word}: {listing.title}", _FOUND[listing.status])


def _age(news: _News) -> tuple[datetime, str, str]:
    return news.updated, news.listing.key, news.fragment


def _time(text: str) -> datetime | None:
    """A date or a time of ISO 8601, in UTC; ``None`` for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _moment(time: datetime) -> str:
    """As RFC 3339 has it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("generator.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template("feed.xml.j2")
