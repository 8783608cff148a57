"""Who is asked when: so many requests at one time, fewer of one host, with a pause between them."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.config import OnlineConfig
from generator.online.inquiry import MAX_WAIT, Inquiry

#: After so many pages in a row that could not be had, a host is not asked any more.
MAX_FAILURES = 3


@dataclass(slots=True)
class _Host:
    """What is known of a host.

    Attributes:
        waiting: What it is still to be asked.
        active: How many requests are under way.
        free_at: When it may be asked next, by the monotonic clock.
        failures: How many pages in a row could not be had.
        closed: Whether it is not asked any more.
    """

    waiting: deque[Inquiry] = field(default_factory=deque)
    active: int = 0
    free_at: float = 0.0
    failures: int = 0
    closed: bool = False


class Schedule:
    """Hands out inquiries to the threads that ask, and takes them back after each step.

    Args:
        inquiries: What is to be learned.
        config: How much at one time.
    """

    def __init__(self, inquiries: Iterable[Inquiry], config: OnlineConfig) -> None:
        self._config = config
        self._changed = threading.Condition()
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._open: set[Inquiry] = set()
        self._stopped = False
        for inquiry in inquiries:
            self._open.add(inquiry)
            self._host(inquiry.host).waiting.append(inquiry)

    @property
    def left(self) -> int:
        """How many inquiries have no answer yet."""
        with self._changed:
            return len(self._open)

    def take(self) -> tuple[str, Inquiry] | None:
        """The next inquiry and the host that it asks, once that host may be asked; nothing when all is done."""
        with self._changed:
            while self._open and not self._stopped:
                now = time.monotonic()
                found = next((name for name, host in self._hosts.items() if self._ready(host, now)), None)
                if found is not None:
                    return found, self._handed_out(found, now)
                times = [host.free_at for host in self._hosts.values() if host.waiting and host.free_at > now]
                self._changed.wait(min(times) - now if times else None)
        return None

    def give_back(self, name: str, inquiry: Inquiry, wait: float) -> None:
        """Note what a step has brought.

        Args:
            name: The host that was asked.
            inquiry: With its answer, or with another step to take.
            wait: Seconds for which the host is left alone.
        """
        with self._changed:
            if self._stopped:
                return
            inquiry.settle()
            host = self._hosts[name]
            host.active -= 1
            host.free_at = max(host.free_at, time.monotonic() + wait)
            if inquiry.answer is None:
                self._host(inquiry.host).waiting.appendleft(inquiry)
            else:
                self._open.discard(inquiry)
                host.failures = host.failures + 1 if inquiry.failed else 0
            host.closed = host.closed or host.failures >= MAX_FAILURES or wait > MAX_WAIT
            self._empty_if_closed(host)
            self._empty_if_closed(self._host(inquiry.host))
            self._changed.notify_all()

    def wait(self, seconds: float) -> None:
        """Wait until something has changed, or so long."""
        with self._changed:
            if self._open:
                self._changed.wait(seconds)

    def stop(self, reason: str) -> None:
        """Hand nothing out any more: what has no answer yet gets none."""
        with self._changed:
            self._stopped = True
            for inquiry in self._open:
                inquiry.give_up(reason)
            self._open.clear()
            self._changed.notify_all()

    def _ready(self, host: _Host, now: float) -> bool:
        return bool(host.waiting) and host.active < self._config.per_host and host.free_at <= now

    def _handed_out(self, name: str, now: float) -> Inquiry:
        host = self._hosts[name]
        self._hosts.move_to_end(name)  # The one that has waited longest comes next.
        host.active += 1
        host.free_at = now + self._config.pause
        return host.waiting.popleft()

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host())

    def _empty_if_closed(self, host: _Host) -> None:
        while host.closed and host.waiting:
            inquiry = host.waiting.popleft()
            inquiry.give_up("has a host that has failed several times or wants no more questions")
            self._open.discard(inquiry)
