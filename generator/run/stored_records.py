"""Records in an object store, such as ``s3://bucket/records``. Imported only when a command names such a place.

Nothing is ever deleted there. An object is put whole or not at all, so whoever reads a record finds the old one or the
new.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, TypeAlias

from generator.errors import UsageError
from generator.record import RunRecord
from generator.run.object_clients import ObjectClients
from generator.run.record_folders import HeldRecord, Written
from generator.run.trouble import NotStarted
from generator.store import record_bytes

#: A larger object is no record.
MAX_BYTES = 2**24
#: A folder with more objects is none of records.
MAX_OBJECTS = 100_000
#: So many objects are fetched and put at a time.
_AT_ONCE = 16
_ENDING = ".json"
#: The stores that put an object only where nobody has put another one meanwhile.
_CONDITIONAL = frozenset({"s3", "s3a"})
#: Those whose clients only know how to put an object where there is none.
_CREATING = frozenset({"gs", "gcs", "az", "abfs", "abfss", "memory"})
#: How they say that somebody has, or has taken away what was listed.
_OVERTAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "412", "409"})


#: What became of a record: it was put, others put one since the listing, or it was left for the errors of the store.
_Fate: TypeAlias = Literal["put", "overtaken", "left"]


class StoredFolder:
    """A folder in an object store.

    Args:
        url: ``protocol://bucket/folder``.
        clients: What asks the store.

    Raises:
        UsageError: It is of a store that may not be read.
    """

    def __init__(self, url: str, clients: ObjectClients) -> None:
        self._url = url.rstrip("/")
        self._clients = clients
        self._listed: dict[str, dict[str, Any]] | None = None
        try:
            clients.check(self._url, "name the folder itself")
        except NotStarted as trouble:
            raise UsageError(str(trouble)) from None

    @property
    def name(self) -> str:
        """Its address."""
        return self._url

    @property
    def identity(self) -> str:
        """Its address."""
        return self._url

    def name_of(self, key: str) -> str:
        """The address of the object."""
        return f"{self._url}/{key}{_ENDING}"

    def exists(self) -> bool:
        """A folder is there while there are objects in it."""
        return bool(self.keys())

    def keys(self) -> list[str]:
        """As they were listed first, or first after records were written."""
        return sorted(self._listing())

    def read(self, keys: Iterable[str]) -> Iterator[HeldRecord]:
        """Many at a time, and no more than those are held."""
        listing = self._listing()
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            there = [key for key in keys if key in listing]
            for start in range(0, len(there), _AT_ONCE):
                yield from pool.map(self._held, there[start : start + _AT_ONCE])

    def write(self, records: Mapping[str, RunRecord]) -> Written:
        """Many at a time. After the first that cannot be written, no other is tried."""
        self._listing()
        stopped: list[str] = []
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            fates = list(pool.map(lambda key: self._put(key, records[key], stopped), records))
        self._listed = None
        overtaken = frozenset(key for key, fate in zip(records, fates, strict=True) if fate == "overtaken")
        if not stopped:
            return Written([], overtaken)
        left = fates.count("left")
        return Written([stopped[0], f"{self._url}: {left} of {len(fates)} records were not put there"], overtaken)

    def _held(self, key: str) -> HeldRecord:
        name, size = self.name_of(key), self._listing()[key].get("size") or 0
        if size > MAX_BYTES:
            return HeldRecord(key, name, None, f"is larger than any record: {size} bytes, {MAX_BYTES} are allowed")
        try:
            data = self._clients.ask(self._url, lambda client: client.cat_file(self._place(client, key)))
        except NotStarted as trouble:
            raise UsageError(f"{name}: {trouble}") from None
        return HeldRecord(key, name, bytes(data))

    def _put(self, key: str, record: RunRecord, stopped: list[str]) -> _Fate:
        """Put a record, unless one of the others could not be put."""
        if stopped:
            return "left"
        entry, data = self._listing().get(key), record_bytes(record)
        condition = _condition(self._url.partition("://")[0], entry)
        try:
            return self._clients.ask(
                self._url, lambda client: _put(client, self._place(client, key), data, condition), "push"
            )
        except NotStarted as trouble:
            stopped.append(f"{self.name_of(key)}: {trouble}")
            return "left"

    def _place(self, client: Any, key: str) -> str:
        return f"{_root(client, self._url)}/{key}{_ENDING}"

    def _listing(self) -> dict[str, dict[str, Any]]:
        """What the store says of the objects that could be records, by the keys of their cards."""
        if self._listed is None:
            try:
                self._listed = self._clients.ask(self._url, lambda client: _listing(client, self._url))
            except NotStarted as trouble:
                raise UsageError(f"{self._url}: {trouble}") from None
        return self._listed


def _root(client: Any, url: str) -> str:
    return str(client._strip_protocol(url)).rstrip("/")  # noqa: SLF001  fsspec's interface for those who hold a URL


def _listing(client: Any, url: str) -> dict[str, dict[str, Any]]:
    """The objects of a folder that could be records. What is hidden is passed over, as on a disk."""
    root = _root(client, url) + "/"
    try:
        found = client.find(root, detail=True)
    except FileNotFoundError:
        return {}
    if len(found) > MAX_OBJECTS:
        raise NotStarted(f"there are more than {MAX_OBJECTS} objects: it is no folder of records")
    listing = {}
    for place, entry in found.items():
        name = str(place).removeprefix(root)
        if entry["type"] == "file" and place != name and name.endswith(_ENDING) and not _hidden(name):
            listing[name.removesuffix(_ENDING)] = entry
    return listing


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _condition(protocol: str, entry: dict[str, Any] | None) -> dict[str, str]:
    """That an object is put only where what was listed still lies there, as far as a store's client can say that.

    Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html,
    https://cloud.google.com/storage/docs/request-preconditions
    """
    if protocol in _CREATING and entry is None:
        return {"mode": "create"}
    if protocol not in _CONDITIONAL:
        return {}
    if entry is None:
        return {"IfNoneMatch": "*"}
    return {"IfMatch": str(entry["ETag"])} if entry.get("ETag") else {}


def _put(client: Any, place: str, data: bytes, condition: dict[str, str]) -> _Fate:
    try:
        client.pipe_file(place, data, **condition)
    except OSError as error:
        if condition and error.errno == errno.ENOSYS:  # A store like S3 that knows no conditions.
            client.pipe_file(place, data)
            return "put"
        if condition and (isinstance(error, FileExistsError) or _code(error) in _OVERTAKEN):
            return "overtaken"
        raise
    return "put"


def _code(error: OSError) -> str:
    """The word by which S3 refuses; empty where there is none. s3fs keeps botocore's error as the cause."""
    answer = getattr(error.__cause__, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", ""))
