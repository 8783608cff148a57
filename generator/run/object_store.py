"""Models in object stores, such as ``s3://bucket/folder``. Imported only when a card has such a source."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.run.inspect import MAX_BYTES, ModelFolder, needed, too_large
from generator.run.listed import ListedFile, Listing
from generator.run.object_clients import ObjectClients
from generator.run.trouble import NotStarted
from generator.store import Kept, ModelCache, NoRoom

_POOLING = "1_Pooling"
#: What tells one content of an object from another, in the words of the stores; the first that is there counts.
_VERSIONS = ("ETag", "etag", "generation", "md5Hash", "VersionId", "mtime", "LastModified", "last_modified", "created")
_IDENTITY = re.compile(r"[0-9a-f]{64}")
_IN_HUB = "a folder of the hub is a `path:` source"


class ObjectStores:
    """Fetches models. Threads may share it.

    Args:
        timeout: Seconds that fetching one model may take.
        protocols: The protocols that may be used.
        models: Where they are kept.
    """

    def __init__(self, timeout: float, protocols: Collection[str], models: ModelCache) -> None:
        self._clients = ObjectClients(timeout, protocols)
        self._models = models

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
        self._clients.check(url, _IN_HUB)
        with self._models.held(url, lambda kept: self._folder(url, kept, last)) as folder:
            yield folder

    def listing(self, url: str) -> Listing:
        """What the store says of a model today. Its commit is a digest of the versions of the files that are read.

        Raises:
            NotStarted: It says nothing, or no.
            RunFailed: There are no weights.
        """
        self._clients.check(url, _IN_HUB)
        return self._clients.ask(url, lambda client: _listing(client, url))

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
            self._clients.ask(url, lambda client: _download(client, url, files, unfinished))
            if self.listing(url).commit != listing.commit:
                raise NotStarted("it changed while it was fetched", passing=True)
            unfinished.rename(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


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
