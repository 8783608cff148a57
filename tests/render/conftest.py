"""Entries for the tests of rendering."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from site_maker import make_hub

from generator.hub import Entry, Hub
from generator.store import load_config, load_hub


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """A hub with a model of every status."""
    root: Path = make_hub(tmp_path_factory.mktemp("hub"))
    return load_hub(root, load_config(root))


@pytest.fixture(scope="session")
def entry(hub: Hub) -> Callable[[str], Entry]:
    """The entry of a model by its name."""
    return lambda name: next(entry for entry in hub.entries if entry.card.facts.name == name)
