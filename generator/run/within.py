"""A limit of time for what asks others: clients have limits for one answer, and none for a server that drips."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

T = TypeVar("T")


class TookTooLong(Exception):  # noqa: N818  it names what happened
    """It was not waited for any longer."""


def within(seconds: float, call: Callable[[], T]) -> T:
    """Call, and wait no longer than so many seconds.

    What takes longer is left to itself in a thread that keeps no program from ending: a download cannot be stopped
    from outside, whatever the client is written in.

    Raises:
        TookTooLong: It took longer. Whatever ``call`` raises is raised too.
    """
    outcome: Future[T] = Future()

    def work() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001  it is raised where it is waited for
            outcome.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    done, _ = wait([outcome], seconds)
    if not done:
        raise TookTooLong
    return outcome.result()
