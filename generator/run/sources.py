"""A source → the model's files on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import VerifyConfig
from generator.errors import UsageError
from generator.evaluation_data import EvaluationData
from generator.run.extra import require
from generator.run.inspect import ModelFolder, files_of
from generator.run.listed import Listing
from generator.run.trouble import NotStarted, RunFailed
from generator.store import ModelCache, inside

if TYPE_CHECKING:
    from generator.run.hugging_face import HuggingFace
    from generator.run.object_store import ObjectStores

#: Where fetched models lie below the hub's root: those of object stores, and all where there is a budget for them.
CACHE = ".modelhub/cache/models"


class Sources:
    """Finds or fetches models for the hub at ``root``. Threads may share it.

    Args:
        root: The hub's root.
        config: How long fetching may take, and how much is kept.
    """

    def __init__(self, root: Path, config: VerifyConfig | None = None) -> None:
        self._root = root
        self._config = config or VerifyConfig()
        self._hugging_face: HuggingFace | None = None
        self._object_stores: ObjectStores | None = None
        self._lock = threading.Lock()

    @contextmanager
    def held(self, uri: str, revision: str = "", last: str = "") -> Iterator[ModelFolder]:
        """The files of the model ``uri``, which stay where they are until the block ends.

        Where ``verify.disk`` leaves no room, this waits for others to end with their models: a thread that holds one
        must not ask for another.

        Args:
            uri: ``hf:owner/name``, ``path:folder`` or ``protocol://bucket/folder``.
            revision: As the card gives it; empty for none.
            last: The commit that it was when it was last run; empty for none.

        Raises:
            NotStarted: They cannot be had.
            RunFailed: They are incomplete.
            MissingExtra: The client of its server is not installed.
        """
        kind, _, place = uri.partition(":")
        if kind == "path":
            yield self._in_hub(place)
            return
        with ExitStack() as hold:
            try:
                here = self._hub().held(place, revision, last) if kind == "hf" else self._stores().held(uri, last)
                folder = hold.enter_context(here)
            except OSError as error:  # Of the cache: a full disk, say, is no fault of the model.
                raise NotStarted(f"it cannot be kept here: {error.strerror}", passing=True) from None
            yield folder

    @contextmanager
    def data_held(self, data: EvaluationData) -> Iterator[Path]:
        """The file of a data set, which stays where it is until the block ends; as ``held``, not beside a model.

        Raises:
            NotStarted: It cannot be had.
            RunFailed: There is no such file, or it is too large.
            MissingExtra: The client of the Hub is not installed.
        """
        with ExitStack() as hold:
            try:
                here = self._hub().data_held(data.repository, data.revision or "", data.file or "")
                path = hold.enter_context(here)
            except OSError as error:
                raise NotStarted(f"it cannot be kept here: {error.strerror}", passing=True) from None
            yield path

    def today(self, uri: str, revision: str = "") -> Listing:
        """What the server of a model that is not in the hub says of it today. Nothing is downloaded.

        Raises:
            NotStarted: It says nothing, or no.
            MissingExtra: The client of its server is not installed.
        """
        kind, _, place = uri.partition(":")
        return self._hub().listing(place, revision) if kind == "hf" else self._stores().listing(uri)

    def _stores(self) -> ObjectStores:
        with self._lock:
            if self._object_stores is None:
                require("fsspec")
                from generator.run.object_store import ObjectStores  # noqa: PLC0415  of the optional libraries

                config = self._config
                self._object_stores = ObjectStores(config.fetch_timeout, config.protocols, self._cache())
            return self._object_stores

    def _hub(self) -> HuggingFace:
        with self._lock:
            if self._hugging_face is None:
                require("huggingface_hub")
                from generator.run.hugging_face import HuggingFace  # noqa: PLC0415  of the optional libraries

                cache = self._cache() if self._config.disk else None
                self._hugging_face = HuggingFace(self._config.fetch_timeout, cache)
            return self._hugging_face

    def _cache(self) -> ModelCache:
        try:
            return ModelCache(inside(self._root, CACHE), self._config.disk)
        except UsageError as error:
            raise NotStarted(str(error)) from None

    def _in_hub(self, place: str) -> ModelFolder:
        try:
            folder = inside(self._root, place)
        except UsageError as error:
            raise NotStarted(str(error)) from None
        if not folder.is_dir():
            raise RunFailed(f"path:{place}: no such folder")
        return ModelFolder(files_of(folder), folder)
