"""A server that tests of a module share, and a hub for its cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from editor import Editor


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    """An editor that knows the plain protocol: UTF-16, and diagnostics that are sent to it."""
    watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
    editor = Editor({"workspace": {"workspaceEdit": {"documentChanges": True}, **watching}})
    yield editor
    editor.stop()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """The root of a hub without cards."""
    (tmp_path / "cards").mkdir()
    (tmp_path / "modelhub.toml").write_text('[lint]\nignore = ["SO", "BT004"]\n')
    return tmp_path
