"""Card and record → leaf. Runs in worker processes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from generator.card import Reading
from generator.hub import Entry, identifier
from generator.publish import csv_row, entry_json, finder, listing_of
from generator.render import Links, model_page
from generator.render.code import learnt
from generator.render.markdown import model_markdown
from generator.render.media import media_of, media_path
from generator.site.leaf import Body, Head, Leaf, Unreadable
from generator.site.looking import Watched, look_at
from generator.steps import Steps, abreast, at_once
from generator.store import CardFile
from generator.store.hub import Observing

if TYPE_CHECKING:
    from generator.record import RunRecord


class Soil(Struct, frozen=True):
    """What decides leaves, besides cards and records.

    Attributes:
        root: The hub's root.
        records: The records folder.
        max_age: As ``VerifyConfig.max_age``.
        now: The time that the age of records is told by: UTC, ISO 8601.
        links: How pages are linked.
        code: Digest of the program.
    """

    root: str
    records: str
    max_age: float
    now: str
    links: Links
    code: bytes


class Seed(Struct, frozen=True):
    """A card to grow a leaf of, and the folder of its page."""

    file: CardFile
    url: str


#: Bytes of a card that goes alone: more than any of the thousands of real ones that we know has.
_LARGE = 65_536

_encoder = msgspec.msgpack.Encoder()


def grow(seeds: Sequence[Seed], soil: Soil) -> list[bytes]:
    """The leaf of each card, or why it has none: encoded ``Leaf | Unreadable`` behind a byte that says which."""
    observing = Observing(Path(soil.root), Path(soil.records), soil.max_age, datetime.fromisoformat(soil.now))
    grown: list[bytes] = []
    for large, some in groupby(seeds, _is_large):
        works = (_encoded(seed, soil, observing) for seed in some)
        grown += map(at_once, works) if large else abreast(works)
    return grown


def _is_large(seed: Seed) -> bool:
    """Whether a card goes alone: what is made of many such would take much memory, and be forgotten between steps."""
    return len(seed.file.data) > _LARGE


def is_leaf(data: bytes) -> bool:
    """Whether this is a ``Leaf``, else an ``Unreadable``."""
    return data[:1] == b"L"


def _encoded(seed: Seed, soil: Soil, observing: Observing) -> Steps[bytes]:
    grown = yield from _grown(seed, soil, observing)
    return (b"L" if isinstance(grown, Leaf) else b"U") + _encoder.encode(grown)


def digest_of(file: CardFile, record: bytes, url: str, soil: Soil) -> bytes:
    """Of all that decides a leaf but for what it watches."""
    digest = hashlib.blake2b(soil.code, digest_size=16)
    for part in (repr((soil.max_age, soil.links)).encode(), url.encode(), file.key.encode(), record):
        digest.update(b"%d:" % len(part))
        digest.update(part)
    digest.update(file.problem.encode())
    digest.update(file.data)
    return digest.digest()


def record_file(soil: Soil, key: str) -> str:
    """Where the record of a card lies, as ``record_path`` has it: that takes longer than to look at the file."""
    return f"{soil.records}/{key}.json"


def record_data(soil: Soil, key: str) -> bytes:
    """The record of a card as it lies there; empty for none."""
    try:
        with open(record_file(soil, key), "rb", buffering=0) as file:  # noqa: PTH123 - thousands of times
            return file.read()
    except OSError:
        return b""


def _grown(seed: Seed, soil: Soil, observing: Observing) -> Steps[Leaf | Unreadable]:
    reading: Reading = yield from seed.file.reading_steps()
    if reading.card is None:
        return Unreadable(reading.path, tuple((problem.span.line, problem.message) for problem in reading.problems))
    yield
    digest = digest_of(seed.file, record_data(soil, seed.file.key), seed.url, soil)
    entry = observing.entry(reading.card, identifier(reading.card), seed.url, reading.problems)
    yield
    page = model_page(entry, soil.links)
    lines = tuple(learnt())
    yield
    markdown = model_markdown(entry, soil.links)
    yield
    document = finder.encoded(finder.document(entry))
    yield
    since, until = _span(entry, observing.today)
    listing = listing_of(entry)
    head = Head(
        listing=listing,
        digest=digest,
        since=since,
        until=until,
        watched=tuple(_watched(entry.record, soil)) if entry.record else (),
        media=tuple((media_path(file), file.path) for file in media_of(entry)),
        card_sha256=hashlib.sha256(seed.file.data).hexdigest(),
    )
    body = Body(
        title=page.title,
        description=page.description,
        headings=tuple((heading.anchor, str(heading.title)) for heading in page.headings()),
        html=str(page.html),
        markdown=markdown,
    )
    return Leaf(
        head,
        _encoder.encode(body),
        entry=entry_json(entry, directory_urls=soil.links.directory_urls),
        row=csv_row(listing, directory_urls=soil.links.directory_urls),
        document=document,
        lines=lines,
    )


def _span(entry: Entry, now: datetime) -> tuple[str, str]:
    """From when until when the entry is what it is, with the same card and record."""
    if not entry.expired or not entry.record:
        return "", entry.expires if entry.status != "stale" else ""
    # The reason says for how many days.
    made = datetime.fromisoformat(entry.record.timings.started_at).replace(tzinfo=UTC)
    days = timedelta(days=(now - made).days)
    return (made + days).isoformat(timespec="seconds"), (made + days + timedelta(days=1)).isoformat(timespec="seconds")


def _watched(record: RunRecord, soil: Soil) -> Iterator[Watched]:
    """The files of the hub that were looked at to tell the record's status, with the folders that may get more."""
    look = partial(look_at, Path(soil.root))
    source = record.source
    if source and source.uri.startswith("path:"):
        folder = source.uri.removeprefix("path:")
        names = [f"{folder}/{file.path}" for file in source.files]
        folders = {folder, *(os.path.dirname(name) for name in names)}  # noqa: PTH120 - names of the record
        yield from map(look, [*sorted(folders), *names])
    yield from (look(file.path) for sample in record.samples for file in sample.files)
    if record.benchmark:
        yield from map(look, [record.benchmark.data, *record.benchmark.files])
    elif record.data:
        yield look(record.data.path)


def unchanged(head: Head, root: Path, now: str) -> bool:
    """Whether a leaf is still what would grow of its card and record."""
    in_time = head.since <= now and (not head.until or now < head.until)
    return in_time and all(look_at(root, file.path) == file for file in head.watched)
