"""Asking for many addresses at once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Collection, Iterable
from fnmatch import fnmatchcase

from generator.answer import Answer
from generator.config import OnlineConfig
from generator.online.cache import Cache
from generator.online.client import Client
from generator.online.guard import NOT_LOOKED_UP
from generator.online.inquiry import Inquiry
from generator.online.outcome import Outcome
from generator.online.schedule import Schedule

#: Tells how many of how many addresses have an answer.
Tell = Callable[[int, int], None]

#: Exists for documentation, and as long as the internet does (RFC 2606): looked up to know whether names can be.
KNOWN_HOST = "example.com"
#: After so many names in vain, it is asked whether any can be looked up.
MANY = 10
#: Seconds between two looks at how far it has come.
LOOK = 0.2


def ask_all(
    urls: Iterable[str], config: OnlineConfig, cache: Cache, tell: Tell = lambda _done, _total: None
) -> Outcome:
    """Learn whether addresses are alive: each is asked for once, and only if no earlier answer holds.

    Args:
        urls: The addresses, without fragments.
        config: How to ask.
        cache: What is known, and where to keep what is learned, even when it is interrupted.
        tell: Called often, in this thread.
    """
    wanted = sorted({url for url in urls if not any(fnmatchcase(url, glob) for glob in config.exclude)})
    earlier = cache.known()
    known = {url: earlier[url] for url in wanted if url in earlier}
    inquiries = [Inquiry(url) for url in wanted if url not in known]
    try:
        _ask(inquiries, config, tell)
    finally:
        cache.keep({item.url: item.answer for item in inquiries if item.answer and item.said})
    return Outcome({**known, **{item.url: item.answer for item in inquiries if item.answer}}, len(inquiries))


def _ask(inquiries: Collection[Inquiry], config: OnlineConfig, tell: Tell) -> None:
    schedule = Schedule(inquiries, config)
    client = Client(config.timeout, config.allow_private)
    for _ in range(min(config.connections, len(inquiries))):
        # A thread that waits for a name server cannot be stopped, so none keeps the program from ending.
        threading.Thread(target=_work, args=(schedule, client), daemon=True).start()
    ends = time.monotonic() + config.budget
    try:
        doubted = False
        while (left := schedule.left) and time.monotonic() < ends:
            tell(len(inquiries) - left, len(inquiries))
            if not doubted and _looks_cut_off(inquiries):
                doubted = True
                if not _names_can_be_looked_up():
                    schedule.stop(NOT_LOOKED_UP)
            schedule.wait(LOOK)
    finally:
        schedule.stop("was not asked, since the time for asking was over")
    _doubt_unknown_hosts(inquiries)


def _work(schedule: Schedule, client: Client) -> None:
    while taken := schedule.take():
        host, inquiry = taken
        wait = 0.0
        try:
            wait = inquiry.step(client)
        except Exception as error:  # noqa: BLE001 - whatever one server brings about, the others are still asked
            inquiry.break_off(f"could not be asked for ({type(error).__name__})")
        schedule.give_back(host, inquiry, wait)


def _unknown(inquiries: Iterable[Inquiry]) -> list[Inquiry]:
    """Those whose host has no address, as far as can be seen from here."""
    answered = [(item, item.answer) for item in inquiries if item.answer and not item.said]
    return [item for item, answer in answered if answer.verdict == "dead" or answer.reason == NOT_LOOKED_UP]


def _looks_cut_off(inquiries: Collection[Inquiry]) -> bool:
    """Whether many names are unknown and no server has said anything, as it is without a network."""
    return len(_unknown(inquiries)) >= MANY and not any(item.said for item in inquiries)


def _names_can_be_looked_up() -> bool:
    try:
        return bool(socket.getaddrinfo(KNOWN_HOST, 443))
    except OSError:
        return False


def _doubt_unknown_hosts(inquiries: Iterable[Inquiry]) -> None:
    """Blame no host for not existing where no name can be looked up at all; where it can, that is an answer to keep."""
    unknown = [item for item in _unknown(inquiries) if item.answer and item.answer.verdict == "dead"]
    known = bool(unknown) and _names_can_be_looked_up()
    for item in unknown:
        item.said = known
        if not known:
            item.answer = Answer("unchecked", NOT_LOOKED_UP)
