"""Connections to strangers' servers: only to places that the guard allows, and never for longer than a deadline."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from contextvars import ContextVar
from typing import Any, Self

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from generator.online.guard import Place, places
from generator.online.trouble import Trouble


class Exchange:
    """One request with its answer, in one thread. At its deadline all its sockets are shut.

    Timeouts of a socket begin again with every byte, so a server that sends one a second would never meet them.

    Args:
        seconds: How long it may take.
        allowed: Hosts whose addresses need not be public.
    """

    def __init__(self, seconds: float, allowed: Collection[str]) -> None:
        self.seconds = seconds
        self._allowed = allowed
        self._ends = time.monotonic() + seconds
        self._wires: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._token = _EXCHANGE.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        _EXCHANGE.reset(self._token)
        self._timer.cancel()
        with self._lock:
            for wire in self._wires:
                wire.close()
            self._wires.clear()

    @property
    def over(self) -> bool:
        """Whether the deadline has passed."""
        return time.monotonic() >= self._ends

    def connect(self, host: str, port: int, *, guarded: bool) -> socket.socket:
        """Connect to the first place of a host that answers.

        Raises:
            Trouble: None does, or the guard allows none.
        """
        host = host.strip("[]")
        found = places(host, port, self._allowed if guarded else {host})
        trouble = Trouble("has a host that cannot be reached", passing=True)
        for number, place in enumerate(found):
            if self.over:
                break
            try:
                return self._connected(place, self._left / (len(found) - number))
            except OSError as error:
                trouble = Trouble(_words(error), passing=True)
        raise trouble

    @property
    def _left(self) -> float:
        return max(0.1, self._ends - time.monotonic())

    def _connected(self, place: Place, seconds: float) -> socket.socket:
        family, address = place
        wire = socket.socket(family, socket.SOCK_STREAM)
        try:
            wire.settimeout(seconds)
            wire.connect(address)
            wire.settimeout(self._left)
            with self._lock:
                self._wires.append(wire.dup())
        except BaseException:
            wire.close()
            raise
        return wire

    def _shut(self) -> None:
        with self._lock:
            for wire in self._wires:
                with suppress(OSError):
                    wire.shutdown(socket.SHUT_RDWR)


_EXCHANGE: ContextVar[Exchange] = ContextVar("exchange")


def _words(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "has a host that does not answer"
    if isinstance(error, ConnectionRefusedError):
        return "has a host that refuses connections"
    return "has a host that cannot be reached"


class _Guarded(HTTPConnection):
    """The one place where a socket is opened, as in urllib3's own SOCKS connections."""

    def _new_conn(self) -> socket.socket:
        # A proxy is the user's choice; what it is asked for was checked before.
        return _EXCHANGE.get().connect(self.host, self.port or 0, guarded=self.proxy is None)


class _GuardedHTTPS(_Guarded, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


def guard(manager: PoolManager) -> PoolManager:
    """Have a manager open connections through the exchange of its thread."""
    pools: dict[str, Any] = {"http": _HTTPPool, "https": _HTTPSPool}
    manager.pool_classes_by_scheme = pools
    return manager
