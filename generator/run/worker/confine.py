"""What a process does to itself before it loads a stranger's model. Linux only, but for the first limits.

What the system does not allow is left out, and the result says what is in force. None of it needs privileges.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.run.job import MAX_FILE_BYTES
from generator.run.worker import landlock

#: Of Linux's prctl.h and sched.h.
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER, _CLONE_NEWPID, _CLONE_NEWNET, _CLONE_NEWIPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000

_MAX_OPEN_FILES = 1024
_MAX_TASKS = 1024
_NETWORK = frozenset(
    {
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
    }
)


def _linux() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent(parent: int) -> None:
    """Leave nothing behind when the parent is killed, be it before this was called.

    Args:
        parent: Its number; 0 where it cannot be seen from here, as from the first process of a namespace.
    """
    if libc := _linux():
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of every process below this one whose own parent ended."""
    if libc := _linux():
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def enter_namespaces() -> bool:
    """Leave the network, and the sight of other processes: the next process that is forked is the first of its own.

    Returns:
        Whether the system allows it.
    """
    libc = _linux()
    user, group = os.getuid(), os.getgid()
    if libc is None or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWPID | _CLONE_NEWNET | _CLONE_NEWIPC) != 0:
        return False
    with suppress(OSError):  # Without these it is nobody, which changes nothing but a name.
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    return True


def has_landlock() -> bool:
    """Whether a model can be kept from writing elsewhere."""
    libc = _linux()
    return libc is not None and landlock.version(libc) > 0


def limit_model(writable: Iterable[Path], *, namespaces: bool) -> None:
    """Limit this process, which is about to load a model, and every one that it starts.

    Args:
        writable: The only folders and files that it may write to, where the system can hold it to that.
        namespaces: Whether it lives in namespaces; else Python's sockets are blocked from within.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_FSIZE, MAX_FILE_BYTES)
    _lower(resource.RLIMIT_NOFILE, _MAX_OPEN_FILES)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it; the model is to end by it.
    if namespaces:
        _lower(resource.RLIMIT_NPROC, _MAX_TASKS)  # Elsewhere it counts whatever else the user runs.
    else:
        sys.addaudithook(_refuse_network)
    if libc := _linux():
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        with suppress(OSError):  # Where memory runs out, the model is to go and nothing else.
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
        landlock.restrict(libc, writable)


def _lower(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _refuse_network(event: str, _: object) -> None:
    if event in _NETWORK:
        raise PermissionError("a model has no network while it runs")
