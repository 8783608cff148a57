"""Commands whose output nobody reads to the end, as in ``modelhub lint | head``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from patience import PATIENCE

from generator.cli.streams import NO_READER
from generator.lint.rules import RULES


def piped(*args: str, read: int, cwd: Path = ROOT) -> tuple[int, str, str]:
    """Run a command, read so many lines of what it prints and close the pipe; its exit code, these and its errors."""
    command = [sys.executable, "-m", "generator", *args]
    with subprocess.Popen(
        command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONPATH": str(ROOT)}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = "".join(process.stdout.readline() for _ in range(read))
        process.stdout.close()
        errors = process.stderr.read()
        return process.wait(PATIENCE), lines, errors


def test_what_nobody_reads_ends_the_command_quietly(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    for number in range(300):
        (tmp_path / "cards" / f"2026-01-02-m{number}_en.md").write_text("---\nname: m\n---\n")
    code, line, errors = piped("lint", "--format", "concise", read=1, cwd=tmp_path)
    assert line.startswith("cards/2026-01-02-m0_en.md:1:1 error FM001")
    assert (code, errors) == (NO_READER, "")


@pytest.mark.parametrize("args", [["rules"], ["rules", "PY002"], ["--help"]])
def test_nobody_reads_at_all(args: list[str]) -> None:
    code, _, errors = piped(*args, read=0)
    assert (code, errors) == (NO_READER, "")


def test_whoever_reads_to_the_end_gets_the_exit_code() -> None:
    code, lines, errors = piped("rules", read=len(RULES) + 1)
    assert (code, errors) == (0, "")
    assert lines.count("\n") == len(RULES)
