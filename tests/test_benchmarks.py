"""The benchmarks still find what they measure: nobody runs them every day."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from patience import SOON

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SCRIPT = """
import runpy, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])  # as where one is started: they lend each other what they have
for path in sorted(Path(sys.argv[1]).glob("*.py")):
    assert "main" in runpy.run_path(path), path
    print(path.name)
"""


def test_each_can_be_loaded() -> None:
    command = [sys.executable, "-c", SCRIPT, BENCHMARKS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SOON, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == sorted(path.name for path in BENCHMARKS.glob("*.py"))
