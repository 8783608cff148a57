"""fsspec's clients of object stores: which may be used, for how long they are waited for, what is said of their errors.

Who may read and write is told by the usual environment of the store's library (``AWS_PROFILE``,
``GOOGLE_APPLICATION_CREDENTIALS`` and the like); nothing of it goes further than that library.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any, TypeVar

import fsspec

from generator.run.extra import uninstalled
from generator.run.trouble import NotStarted, RunFailed
from generator.run.within import TookTooLong, within

T = TypeVar("T")

#: After so many failures in a row, a bucket is not asked any more.
_MAX_FAILURES = 3


class ObjectClients:
    """Asks object stores. Threads may share it.

    Args:
        timeout: Seconds that one question may take.
        protocols: The protocols that may be used.
    """

    def __init__(self, timeout: float, protocols: Collection[str]) -> None:
        self._timeout = timeout
        self._protocols = protocols
        self._failures: Counter[str] = Counter()
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()

    def check(self, url: str, instead: str) -> None:
        """See that an address is of a store that may be read.

        Args:
            url: ``protocol://bucket/folder``.
            instead: What to do about a folder of this machine.

        Raises:
            NotStarted: It is not; says why.
        """
        protocol, _, place = url.partition("://")
        if protocol in {"file", "local"}:
            raise NotStarted(f"{protocol}:// is never read: {instead}")
        if protocol not in self._protocols:
            allowed = ", ".join(sorted(self._protocols)) or "none"
            raise NotStarted(f"{protocol}:// is not read: verify.protocols has {allowed}")
        if {".", ".."} & set(place.split("/")):
            raise NotStarted(f"{url} is no folder that an object store can have")

    def ask(self, url: str, question: Callable[[Any], T], doing: str = "fetch") -> T:
        """What the client of a store answers.

        Args:
            url: What it is asked about.
            question: Is called with the client, an fsspec file system.
            doing: What is done, as a regular verb.

        Raises:
            NotStarted: It fails, or takes too long.
        """
        bucket = "/".join(url.split("/")[:3])
        if self._failures[bucket] >= _MAX_FAILURES:
            raise NotStarted(f"{bucket} failed {_MAX_FAILURES} times in a row", passing=True)
        try:
            answer = within(self._timeout, lambda: question(self._client(url)))
        except (NotStarted, RunFailed):
            raise
        except Exception as error:  # noqa: BLE001  every store's library has exceptions of its own
            trouble = self._trouble(url, error, doing)
            self._failures[bucket] += trouble.passing
            raise trouble from None
        self._failures[bucket] = 0
        return answer

    def _trouble(self, url: str, error: Exception, doing: str) -> NotStarted:
        """What to say of an error, without the library's words: they may hold addresses that are signed."""
        if isinstance(error, TookTooLong):
            return NotStarted(f"{doing}ing it took longer than {self._timeout:g} s", passing=True)
        if isinstance(error, FileNotFoundError):
            return NotStarted(f"there is no folder {url}")
        if isinstance(error, PermissionError):
            return NotStarted(f"access to {url} is denied", passing=True)
        if isinstance(error, ImportError):
            return NotStarted(uninstalled(url), passing=True)
        known = isinstance(error, OSError) and error.errno
        return NotStarted(
            f"it cannot be {doing}ed: {os.strerror(known) if known else type(error).__name__}", passing=True
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
