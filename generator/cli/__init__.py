"""The command ``modelhub``: one module a command, gathered in ``app``."""

import gc
from atexit import register

#: New objects before garbage is looked for. Python's own 700 makes it look a hundred times while findings pile up.
GARBAGE = 50_000


def main() -> None:
    """Run the command.

    Exit codes: 0 fine, 1 findings, 2 usage or configuration, 130 interrupted, 141 nobody reads on, 143 terminated.
    """
    gc.set_threshold(GARBAGE)
    gc.disable()  # Until all is imported; then it is left aside, and none of it is looked through again.
    register(gc.freeze)  # What is left at the end goes with the process.
    from generator.cli.app import run  # noqa: PLC0415 - imports make many objects

    run()
