"""Runs scripts as strangers' code is run: ``snippet_process.py SCRIPT...``. Each ends in files beside itself.

A script runs in a process of its own, forked from this one, without a network and, where the system allows it, without
writing anywhere but to its own folder. This process imports torch first where there are several.
"""

from __future__ import annotations

import os
import runpy
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from generator.run.worker import confine


def run(script: Path, *, namespaces: bool) -> NoReturn:
    """Run a script as ``python SCRIPT`` would, and end this process."""
    code = 1
    try:
        for standard, ending in ((1, ".out"), (2, ".err")):
            os.dup2(os.open(script.with_suffix(ending), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), standard)
        work = script.with_suffix("")
        work.mkdir()
        os.environ |= {"HOME": str(work), "TMPDIR": str(work)}
        tempfile.tempdir = None
        confine.limit_model([work, Path(os.devnull)], namespaces=namespaces)
        sys.argv = [str(script)]
        runpy.run_path(str(script), run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # noqa: BLE001  whatever it is, it goes into the script's own file
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(scripts: list[Path]) -> int:
    """Run every script. Beside each, a file ``.code`` says how it ended: empty for well."""
    namespaces = confine.enter_namespaces()
    if namespaces and (first := os.fork()):  # The first process of new namespaces: when it ends, all in them ends.
        return os.waitstatus_to_exitcode(os.waitpid(first, 0)[1])
    if len(scripts) > 1:
        from generator.run.worker import preloaded  # noqa: F401, PLC0415  once for all of them
    for script in scripts:
        child = os.fork()
        if child == 0:
            run(script, namespaces=namespaces)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        script.with_suffix(".code").write_text(str(ended or ""), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
