"""Reading the whole hub: cards, each with its record and its status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.card import Card, Problem, Reading
from generator.config import Config
from generator.errors import ModelhubError, RecordError
from generator.evaluation_data import is_pinned_data
from generator.hub import Entry, Hub, Status, Unread, identifier, page_slug
from generator.record import FileDigest, RunRecord
from generator.run.expiry import expires_at, expiry
from generator.run.inspect import files_of
from generator.run.plan import plan, reason_not_to_run
from generator.store.cards import card_files, card_places
from generator.store.clock import now
from generator.store.files import inside, sha256_of, shown
from generator.store.records import read_record, record_path
from generator.store.weights import digest_files


def read_cards(root: Path, cards: Path, only: Iterable[Path] | None = None) -> Iterator[Reading]:
    """Read the card files below ``cards`` as ``card_files`` finds them.

    Raises:
        UsageError: There is no such folder.
    """
    return (file.reading() for file in card_files(root, cards, only))


def load_hub(root: Path, config: Config, *, cards: Path | None = None, today: datetime | None = None) -> Hub:
    """Read cards and records: everything at once.

    The arguments are those of ``hub_entries``.

    Raises:
        UsageError: The cards folder is missing.
    """
    entries, unread = [], []
    for found in hub_entries(root, config, cards=cards, today=today):
        if isinstance(found, Entry):
            entries.append(found)
        else:
            unread.append(found)
    return Hub(tuple(entries), tuple(unread))


def hub_entries(
    root: Path, config: Config, *, cards: Path | None = None, today: datetime | None = None
) -> Iterator[Entry | Unread]:
    """Read cards and records, one after the other: in memory is no more than one of them.

    Args:
        root: The hub's root.
        config: Its configuration.
        cards: Another cards folder than the configuration's.
        today: The time that the age of records is told by; that of the clock by default.

    Raises:
        UsageError: The cards folder is missing.
    """
    cards = cards or root / config.cards
    identifiers = Unique("#")
    observing = Observing(root, root / config.records, config.verify.max_age, today or now())
    places = list(card_places(root, cards))
    for place, url in zip(places, page_urls(place.key for place in places), strict=True):
        reading = place.read().reading()
        if reading.card is None:
            yield Unread(reading.path, reading.problems)
        else:
            yield observing.entry(reading.card, identifiers(identifier(reading.card)), url, reading.problems)


def page_urls(keys: Iterable[str]) -> Iterator[str]:
    """The folders of the pages of the cards with these keys, each unique."""
    slugs = Unique("-")
    return (slugs(page_slug(key)) for key in keys)


@dataclass(frozen=True, slots=True)
class Observing:
    """Puts cards together with what was observed of their models.

    Attributes:
        root: The hub's root.
        records: The records folder.
        max_age: As ``VerifyConfig.max_age``.
        today: The time that the age of records is told by.
    """

    root: Path
    records: Path
    max_age: float
    today: datetime

    def entry(self, card: Card, identity: str, url: str, problems: tuple[Problem, ...] = ()) -> Entry:
        """The card's entry.

        Args:
            card: The card.
            identity: As ``Entry.id``.
            url: As ``Entry.url``.
            problems: What the reader met in it.
        """
        record, status, reason = _observation(self.root, self.records, card)
        run = record if record and status not in {"not-run", "stale"} else None
        old = expiry(run.timings.started_at, self.max_age, self.today) if run else ""
        return Entry(
            card=card,
            id=identity,
            url=url,
            record=record,
            status="stale" if old else status,
            reason=old or reason,
            problems=problems,
            expires=expires_at(run.timings.started_at, self.max_age) if run else "",
            expired=bool(old),
        )


class Unique:
    """Makes names unique, whatever their case: the second ``a`` becomes ``a-2``."""

    def __init__(self, joint: str) -> None:
        self._joint = joint
        self._taken: set[str] = set()

    def __call__(self, name: str) -> str:
        """The name, or the first of its variants that was not given before."""
        unique, number = name, 1
        while unique.casefold() in self._taken:
            number += 1
            unique = f"{name}{self._joint}{number}"
        self._taken.add(unique.casefold())
        return unique


def _observation(root: Path, records: Path, card: Card) -> tuple[RunRecord | None, Status, str]:
    """The card's record, its status today, and why."""
    path = record_path(records, card.key)
    try:
        record = _consistent(read_record(path), path)
    except RecordError as error:
        return None, "not-run", str(RecordError(shown(path, root), error.problem))
    if record is None:
        return None, "not-run", reason_not_to_run(card) or "not run yet"
    planned = plan(card)
    if record.request_sha256 != planned.sha256:
        if record.status == "not-run":
            return record, "not-run", planned.reason or "the card changed since; not run yet"
        return record, "stale", "the card changed since the model was run"
    if record.status != "not-run" and (change := change_of_model(root, record) or change_of_data(root, record)):
        return record, "stale", change
    return record, record.status, record.reason


def _consistent(record: RunRecord | None, path: Path) -> RunRecord | None:
    """The record as it is: nobody's word makes a model verified, only its checks do.

    Raises:
        RecordError: No run would have written it.
    """
    if record is not None and record.status == "verified":
        verdicts = {check.agrees for check in record.checks}
        if True not in verdicts or False in verdicts:
            raise RecordError(path.as_posix(), "contradicts itself: it says verified, and its checks do not")
    return record


def change_of_model(root: Path, record: RunRecord) -> str:
    """What became of a model in the hub since it was run; empty for no change, or where only a run could tell."""
    source = record.source
    if source is None or not source.files or not source.uri.startswith("path:"):
        return ""
    try:
        files = digest_files(files_of(inside(root, source.uri.removeprefix("path:"))))
    except (ModelhubError, OSError) as error:
        return f"the model's folder cannot be read any more: {_words(error)}"
    changed = sorted({file.path for file in {*files} ^ {*source.files}})
    return f"the model changed since it was run: {', '.join(changed)}" if changed else ""


def change_of_data(root: Path, record: RunRecord) -> str:
    """What became of the files that the model was run on, or could not be; empty for no change."""
    files = {file.path: (file.sha256, "the sample") for sample in record.samples for file in sample.files}
    if record.benchmark is not None:
        files |= {name: (sha256, "the evaluation data's") for name, sha256 in record.benchmark.files.items()}
    for name, (sha256, what) in files.items():
        try:
            digest = sha256_of(inside(root, name))
        except (ModelhubError, OSError) as error:
            return f"{what} {name} cannot be read any more: {_words(error)}"
        if digest != sha256:
            return f"{what} {name} changed since the model was run"
    if is_pinned_data(record.benchmark.data if record.benchmark else record.data.path if record.data else ""):
        return ""
    if record.benchmark is None:
        changed = record.data is not None and digest_of_data(root, record.data.path) != record.data
        return "the evaluation data changed since the model was run" if changed else ""
    try:
        digest = sha256_of(inside(root, record.benchmark.data))
    except (ModelhubError, OSError) as error:
        return f"the evaluation data cannot be read any more: {_words(error)}"
    return "" if digest == record.benchmark.sha256 else "the evaluation data changed since the model was measured"


def digest_of_data(root: Path, data: str) -> FileDigest:
    """Of evaluation data; size 0 and an empty digest where there is no such file in the hub, or it cannot be read."""
    try:
        path = inside(root, data)
        if path.is_file():
            return FileDigest(path=data, size=path.stat().st_size, sha256=sha256_of(path))
    except (ModelhubError, OSError):
        pass
    return FileDigest(path=data, size=0, sha256="")


def _words(error: ModelhubError | OSError) -> str:
    """What is wrong, without where the hub lies on this machine: the words stand on the site."""
    return f"{error.strerror}" if isinstance(error, OSError) else str(error)
