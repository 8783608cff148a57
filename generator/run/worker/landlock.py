"""Linux's Landlock: a process gives up writing elsewhere, for good and for all that it starts.

The numbers are of ``linux/landlock.h``; https://docs.kernel.org/userspace-api/landlock.html explains them.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

#: These are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1

_WRITE_FILE = 1 << 1
#: Removing (4, 5) and making (6 to 12) files of every kind; from later versions on, moving and cutting them.
_CHANGE_FOLDER = sum(1 << bit for bit in range(4, 13))
_REFER, _REFER_SINCE = 1 << 13, 2
_TRUNCATE, _TRUNCATE_SINCE = 1 << 14, 3
#: TCP: bind and connect.
_TCP, _TCP_SINCE = 0b11, 4
#: Abstract sockets of, and signals to, processes that are not restricted.
_SCOPES, _SCOPES_SINCE = 0b11, 6


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version(libc: ctypes.CDLL) -> int:
    """The version of Landlock that the kernel has; 0 for none."""
    return max(0, int(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)))


def restrict(libc: ctypes.CDLL, writable: Iterable[Path]) -> bool:
    """Let this process change only what lies in ``writable``, folders or files, and use no TCP where that can be had.

    It must have given up new privileges before.

    Returns:
        Whether the kernel does it.
    """
    known = version(libc)
    if known == 0:
        return False
    on_file = _WRITE_FILE | (_TRUNCATE if known >= _TRUNCATE_SINCE else 0)
    changes = on_file | _CHANGE_FOLDER | (_REFER if known >= _REFER_SINCE else 0)
    rules = _Ruleset(changes, _TCP if known >= _TCP_SINCE else 0, _SCOPES if known >= _SCOPES_SINCE else 0)
    handle = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(_size(known)), 0)
    if handle < 0:
        return False
    try:
        for path in writable:
            _allow(libc, handle, path, changes, on_file)
        return bool(libc.syscall(_RESTRICT_SELF, handle, 0) == 0)
    finally:
        os.close(handle)


def _size(known: int) -> int:
    """How much of the structure this version knows."""
    fields = 3 if known >= _SCOPES_SINCE else 2 if known >= _TCP_SINCE else 1
    return fields * ctypes.sizeof(ctypes.c_uint64)


def _allow(libc: ctypes.CDLL, handle: int, path: Path, folder: int, file: int) -> None:
    parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = folder if stat.S_ISDIR(os.fstat(parent).st_mode) else file
        rule = _PathBeneath(allowed, parent)
        libc.syscall(_ADD_RULE, handle, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(parent)
