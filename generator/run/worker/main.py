"""Where the server starts: namespaces, then torch, then a process for every request."""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Callable
from typing import Any

from generator.run.worker import confine
from generator.run.worker.model import run_model
from generator.run.worker.serve import Control, Preloaded, serve

#: transformers imports these where they are installed, for training and for chat templates. No runner needs them.
_NEEDLESS = ("scipy", "jinja2")


def _preload() -> Preloaded:
    modules: dict[str, Any] = sys.modules
    modules |= dict.fromkeys(_NEEDLESS)  # None is Python's own way to say that there is no such module.
    gc.disable()  # Hardly anything of what is imported ever goes, and looking for that takes a tenth of the time.
    from generator.run.worker import preloaded  # noqa: PLC0415  torch is imported here, after the namespaces are entered

    gc.enable()
    return preloaded


def main(load: Callable[[], Preloaded] = _preload) -> None:
    """Serve the requests on standard input until it ends.

    ``sys.argv`` holds where this package lies, whose child this process is, and whether it forks (1) or not (0).
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    confine.end_with_parent(int(sys.argv[2]))
    forks = bool(int(sys.argv[3]))
    namespaces = forks and confine.enter_namespaces()
    if namespaces:
        _become_first_process()
    control = Control()
    loaded = load()
    control.send({"ready": True, "namespaces": namespaces, "landlock": confine.has_landlock()})
    if forks:
        serve(control, loaded, namespaces=namespaces)
    elif request := control.receive():
        control.send({"started": True})
        control.close()
        run_model(request, loaded.run, namespaces=False)


def _become_first_process() -> None:
    """Go on as the first process of the new namespace; the old one only waits for it.

    When it ends, however it ends, the kernel ends every process of the namespace.
    """
    child = os.fork()
    if child == 0:
        confine.end_with_parent(0)  # Were it gone already, there would be no requests, and this ends without any.
        return
    for standard in (0, 1):  # The other end is to see when the child is gone.
        os.close(standard)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os._exit(code if code >= 0 else 128 - code)
