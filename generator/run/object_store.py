"""Models in object stores, such as ``s3://bucket/folder``, through fsspec. Imported only when a card has such a source.

Who may read is told by the usual environment of the store's library (``AWS_PROFILE``,
``GOOGLE_APPLICATION_CREDENTIALS`` and the like); nothing of it goes further than that library.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import fsspec

from generator.run.inspect import MAX_BYTES, ModelFolder, needed, too_large
from generator.run.listed import ListedFile, Listing
from generator.run.trouble import NotStarted, RunFailed
from generator.run.within import TookTooLong, within
from generator.store import Kept, ModelCache, NoRoom

T = TypeVar("T")

_POOLING = "1_Pooling"
#: What tells one content of an object from another, in the words of the stores; the first that is there counts.
_VERSIONS = ("ETag", "etag", "generation", "md5Hash", "VersionId", "mtime", "LastModified", "last_modified", "created")
_IDENTITY = re.compile(r"[0-9a-f]{64}")
#: After so many failures in a row, a bucket is not asked any more.
_MAX_FAILURES = 3
#: What brings a protocol, where we know.
_EXTRAS = {"s3": "s3", "gs": "gs", "az": "az", "abfs": "az"}


class ObjectStores:
    """Fetches models. Threads may share it.

    Args:
        timeout: Seconds that fetching one model may take.
        protocols: The protocols that may be used.
        models: Where they are kept.
    """

    def __init__(self, timeout: float, protocols: Collection[str], models: ModelCache) -> None:
        self._timeout = timeout
        self._protocols = protocols
        self._models = models
        self._failures: Counter[str] = Counter()
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()

    @contextmanager
    def held(self, url: str, last: str) -> Iterator[ModelFolder]:
        """The files of a model, which stay where they are until the block ends. What did not change is not fetched.

        Args:
            url: Its folder: ``protocol://bucket/folder``.
            last: What its listing said when it was last run; used where the store cannot be reached.

        Raises:
            NotStarted: It cannot be had; says why.
            RunFailed: There are no weights.
        """
        self._check(url)
        with self._models.held(url, lambda kept: self._folder(url, kept, last)) as folder:
            yield folder

    def listing(self, url: str) -> Listing:
        """What the store says of a model today. Its commit is a digest of the versions of the files that are read.

        Raises:
            NotStarted: It says nothing, or no.
            RunFailed: There are no weights.
        """
        self._check(url)
        return self._ask(url, lambda: _listing(self._client(url), url))

    def _check(self, url: str) -> None:
        protocol, _, place = url.partition("://")
        if protocol in {"file", "local"}:
            raise NotStarted(f"{protocol}:// is never read: a folder of the hub is a `path:` source")
        if protocol not in self._protocols:
            allowed = ", ".join(sorted(self._protocols)) or "none"
            raise NotStarted(f"{protocol}:// is not read: verify.protocols has {allowed}")
        if {".", ".."} & set(place.split("/")):
            raise NotStarted(f"{url} is no folder that an object store can have")

    def _folder(self, url: str, kept: Kept, last: str) -> ModelFolder:
        try:
            listing = self.listing(url)
        except NotStarted as trouble:
            if trouble.passing and _IDENTITY.fullmatch(last) and (kept.folder / last).is_dir():
                return _model(kept.folder / last)
            raise
        place = kept.folder / listing.commit
        if not place.is_dir():
            self._fetch(url, listing, kept, place)
            kept.keep_only(place.name)
        return _model(place)

    def _fetch(self, url: str, listing: Listing, kept: Kept, place: Path) -> None:
        """Fetch a model, and move it where it belongs only when it is whole."""
        files = {name: listing.files[name] for name in needed(listing.files)}
        total = sum(file.size or 0 for file in files.values())
        if total > MAX_BYTES:
            raise NotStarted(too_large(total))
        try:
            kept.make_room(total, total)
        except NoRoom as error:
            raise NotStarted(str(error), passing=True) from None
        unfinished = Path(tempfile.mkdtemp(dir=kept.folder, prefix="."))
        try:
            self._ask(url, lambda: _download(self._client(url), url, files, unfinished))
            if self.listing(url).commit != listing.commit:
                raise NotStarted("it changed while it was fetched", passing=True)
            unfinished.rename(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def _ask(self, url: str, question: Callable[[], T]) -> T:
        bucket = "/".join(url.split("/")[:3])
        if self._failures[bucket] >= _MAX_FAILURES:
            raise NotStarted(f"{bucket} failed {_MAX_FAILURES} times in a row", passing=True)
        try:
            answer = within(self._timeout, question)
        except (NotStarted, RunFailed):
            raise
        except Exception as error:  # noqa: BLE001  every store's library has exceptions of its own
            trouble = self._trouble(url, error)
            self._failures[bucket] += trouble.passing
            raise trouble from None
        self._failures[bucket] = 0
        return answer

    def _trouble(self, url: str, error: Exception) -> NotStarted:
        """What to say of an error, without the library's words: they may hold addresses that are signed."""
        if isinstance(error, TookTooLong):
            return NotStarted(f"fetching it took longer than {self._timeout:g} s", passing=True)
        if isinstance(error, FileNotFoundError):
            return NotStarted(f"there is no folder {url}")
        if isinstance(error, PermissionError):
            return NotStarted(f"access to {url} is denied", passing=True)
        if isinstance(error, ImportError):
            protocol = url.partition("://")[0]
            hint = f": install it with `pip install 'modelhub[{_EXTRAS[protocol]}]'`" if protocol in _EXTRAS else ""
            return NotStarted(f"{protocol}:// needs a library that is not installed{hint}", passing=True)
        known = isinstance(error, OSError) and error.errno
        return NotStarted(
            f"it cannot be fetched: {os.strerror(known) if known else type(error).__name__}", passing=True
        )

    def _client(self, url: str) -> Any:
        """The file system of a protocol, as fsspec calls it."""
        protocol = url.partition("://")[0]
        with self._lock:
            if protocol not in self._clients:
                self._clients[protocol] = fsspec.filesystem(
                    protocol, skip_instance_cache=True, use_listings_cache=False
                )
            return self._clients[protocol]


def _listing(client: Any, url: str) -> Listing:
    root = client._strip_protocol(url).rstrip("/")  # noqa: SLF001  fsspec's interface for those who hold a URL
    found = client.ls(root, detail=True)
    if any(_relative(entry, root) == _POOLING for entry in found):
        found = [*found, *client.ls(f"{root}/{_POOLING}", detail=True)]
    entries = {_relative(entry, root): entry for entry in found if entry["type"] == "file"}
    entries.pop("", None)
    if not entries:
        raise FileNotFoundError(url)
    files = {name: ListedFile(entry.get("size")) for name, entry in sorted(entries.items())}
    versions = "".join(f"{name} {_version(entries[name])}\n" for name in sorted(needed(files)))
    return Listing(hashlib.sha256(versions.encode()).hexdigest(), files)


def _relative(entry: dict[str, Any], root: str) -> str:
    return str(entry["name"]).removeprefix(root).strip("/")


def _version(entry: dict[str, Any]) -> str:
    known = next((f"{key} {entry[key]}" for key in _VERSIONS if entry.get(key) is not None), "")
    return f"{entry.get('size')} {known}"


def _download(client: Any, url: str, files: dict[str, ListedFile], folder: Path) -> None:
    root = client._strip_protocol(url).rstrip("/")  # noqa: SLF001  as above
    for name, file in files.items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        client.get_file(f"{root}/{name}", str(place))
        if damage := file.damage(place, thoroughly=True):
            raise NotStarted(f"{name} came damaged: {damage}", passing=True)


def _model(place: Path) -> ModelFolder:
    """A fetched model: only what is needed of it was fetched."""
    files = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
    return ModelFolder({name: files[name] for name in needed(files)}, place, place.name)
