"""A forked process gives what it made, and never outlives the one that forked it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from patience import SOON

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")

BEGIN = """
import os, sys, time
from generator.forks import Forked

def forked(work):
    pids, fork = [], os.fork
    os.fork = lambda: pids.append(fork()) or pids[-1]
    made = Forked(work)
    os.fork = fork
    return made, pids[0]
"""


def printed(script: str) -> str:
    """What a program says that has no threads, as a test may have."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + script], capture_output=True, text=True, timeout=SOON, check=False
    )
    return done.stdout.strip()


def test_it_gives_what_it_made_once() -> None:
    script = "made, _ = forked(lambda: b'x' * 200_000); print(len(made.outcome()), made.outcome())"
    assert printed(script) == "200000 b''"


def test_what_fails_gives_nothing() -> None:
    assert printed("made, _ = forked(lambda: 1 / 0); print(made.outcome())") == "b''"
    assert printed("made, _ = forked(lambda: os.kill(os.getpid(), 9)); print(made.outcome())") == "b''"


@pytest.mark.parametrize("end", ["", "raise KeyboardInterrupt", "del made", "made.end()", "made.end(); made.end()"])
def test_it_ends_where_nobody_wants_it_any_more(end: str) -> None:
    script = f"""
made, pid = forked(lambda: time.sleep(3600))
print(pid, flush=True)
{end}
"""
    pid = int(printed(script))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_once_it_was_ended_it_gives_nothing() -> None:
    assert printed("made, _ = forked(lambda: b'x'); made.end(); print(made.outcome())") == "b''"


def test_a_process_that_was_forked_later_leaves_it_alone() -> None:
    script = """
made, pid = forked(lambda: (time.sleep(0.3), b"done")[1])
if os.fork() == 0:
    del made
    os._exit(0)
os.wait()
print(made.outcome())
"""
    assert printed(script) == "b'done'"
