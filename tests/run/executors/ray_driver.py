"""Verifies a hub on a Ray cluster of its own: ``ray_driver.py HUB SEEN ENDED``. The test starts it in a process of its
own, for Ray leaves a good deal behind in one that used it.

Models do what the first sample says: a deed of the faulty server, or one of those below that befall Ray itself. When
ENDED cards are through, it is interrupted. Prints what processes there were then, as JSON.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from generator import store
from generator.config import Config
from generator.run.executors import executor_for
from generator.run.executors.node import Order, Reply, perform
from generator.run.isolation import server
from generator.run.isolation.watch import descendants
from generator.run.verify import Event, verify

FAULTS = Path(__file__).resolve().parents[1] / "isolation"
PROGRAM = f"""
import sys
sys.path[:0] = [sys.argv[1], {str(FAULTS)!r}]
import faults
faults.start(confined=False)
"""


def faulty(seen: Path, program: str) -> Callable[[str, bytes, Path], Reply | str]:
    """What the cluster's processes do in place of ``perform``. It is sent to them as it stands."""

    def work(code: str, order: bytes, scratch: Path) -> Reply | str:
        told: Order = pickle.loads(order)  # noqa: S301  of this process
        request = told.assignment.plan.request
        assert request
        deed = request.samples[0]["text"]
        if deed == "lose_always" or (deed == "lose_once" and not seen.exists()):
            seen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if deed == "break_down":
            raise ImportError("no such module")
        if deed == "lose_once":
            request.samples[0]["text"] = "answer"
        server.PROGRAM = program
        return perform(code, pickle.dumps(told), scratch)

    return work


def main(hub: Path, seen: Path, ended: int) -> None:
    config = msgspec.convert({"verify": {"jobs": 2, "timeout": 240, "executor": "ray"}}, Config)
    executor = executor_for(hub, config.verify)
    from generator.run.executors import ray  # noqa: PLC0415  which sees to how Ray is imported

    ray.perform, ray.RETRIES = faulty(seen, PROGRAM), 1
    running: list[int] = []

    def interrupt(event: Event) -> None:
        if event.ended == ended:
            running.extend(descendants(os.getpid()))
            raise KeyboardInterrupt

    on_terminate = signal.getsignal(signal.SIGTERM)
    with suppress(KeyboardInterrupt):
        verify(hub, config, store.load_hub(hub, config), executor=executor, on_event=interrupt)
    sys.stdout.write(json.dumps({"running": running, "same": signal.getsignal(signal.SIGTERM) == on_terminate}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
