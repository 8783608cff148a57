"""A folder is looked through by another process, or by this one where that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from patience import SOON

from generator.site.walk import Walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with files in folders, hidden ones among them."""
    for name in ("index.html", "models/a/index.html", "models/b c/ü.html", ".hidden/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


SCRIPT = """
import os, sys
from pathlib import Path
from generator.site.looking import files_below
from generator.site.walk import Walk

forked, fork = [], os.fork
os.fork = lambda: forked.append(fork()) or forked[-1]
folder = Path(sys.argv[1])
with Walk(folder) as walk:
    assert sorted(walk.files) == sorted(files_below(folder))
    assert walk.files is walk.files
with Walk(folder):
    pass  # Nobody asks.
assert len(forked) == 2
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print(len(walk.files))
"""


def seen_by_another_process(folder: Path) -> str:
    """What a program says that has no threads, as a test may have."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, folder], capture_output=True, text=True, timeout=SOON, check=False
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_another_process_sees_what_there_is_and_ends(folder: Path) -> None:
    assert seen_by_another_process(folder) == "3"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_names_that_are_no_text(folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff")).touch()
    except OSError:
        pytest.skip("this disk takes only names that are text")
    assert seen_by_another_process(folder) == "4"


def test_beside_threads_nothing_is_forked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    end = threading.Event()
    thread = threading.Thread(target=end.wait, args=(SOON,))
    thread.start()
    try:
        with Walk(folder) as walk:
            assert len(walk.files) == 3
    finally:
        end.set()
        thread.join()


def test_a_folder_that_is_gone_is_empty(tmp_path: Path) -> None:
    with Walk(tmp_path / "none") as walk:
        assert walk.files == []
