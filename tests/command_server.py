"""Runs ``modelhub`` for tests, which want it hundreds of times: each command is a process, forked from this one.

It is imported once, and what a command does to its process stays there. Reads orders from standard input and answers
with exit codes, a line of JSON each.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from importlib import import_module
from typing import Any

#: What commands import when they need it. None of it looks at the environment when it is imported.
WANTED = (
    "ftfy",
    "generator.lint.exchange",
    "generator.online.ask",
    "generator.plugin",
    "generator.report",
    "generator.run.verify",
    "generator.site.again",
    "generator.sweep.pool",
    "langcodes",
    "pyflakes.checker",
    "rich.console",
    "rich.markdown",
    "rich.progress",
)


def serve() -> None:
    """Fork a process for each order; in that process it returns, and what was ordered stands in its place."""
    answers = os.dup(1)
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            become(order)
            return
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(answers, f"{code}\n".encode())
    sys.exit()


def become(order: dict[str, Any]) -> None:
    """Have the arguments, the environment, the folder and the streams of the command."""
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, path, flags in ((0, os.devnull, os.O_RDONLY), (1, order["out"], writing), (2, order["err"], writing)):
        handle = os.open(path, flags)
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  the orders are not for the command
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["cwd"])
    sys.argv[1:] = order["args"]


if __name__ == "__main__":
    from generator.cli import main

    for module in WANTED:
        import_module(module)
    # These read the environment when they are imported, or take long, which is for the tests to see.
    assert not {"huggingface_hub", "fsspec", "torch", "transformers"} & sys.modules.keys()
    assert threading.active_count() == 1
    gc.collect()
    gc.freeze()
    serve()
    main()
