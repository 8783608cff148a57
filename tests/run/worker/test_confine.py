"""What a process of a model's does to itself before anything of the model is run."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = "from generator.run.worker.confine import end_with_parent; end_with_parent({parent}); print('goes on')"


@pytest.mark.parametrize("lives", [True, False])
def test_who_has_lost_its_parent_already_ends(*, lives: bool) -> None:
    """The kernel tells of a parent's end only those who asked before it ended."""
    parent = os.getpid() if lives else os.getpid() + 1
    program = PROGRAM.format(parent=parent)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (("goes on\n", 0) if lives else ("", 1))
