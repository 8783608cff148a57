"""What every test may use: where the real cards lie, and how to start the command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]

#: Folder with ``seeds/`` and ``corpus/cards/``. Real cards, not ours to copy into the project.
CORPUS = Path(os.environ.get("MODELHUB_CORPUS", ROOT.parent / "shared")).resolve()

Command = Callable[..., subprocess.CompletedProcess[str]]

# How long an example takes says nothing where the machine is busy. In CI hypothesis takes the same examples each time.
settings.register_profile(
    "modelhub",
    settings.get_profile("ci" if os.environ.get("CI") else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("modelhub")


def _real_cards(folder: Path) -> Path:
    if folder.is_dir():
        return folder
    message = f"no real cards in {folder}: set MODELHUB_CORPUS to the folder that holds seeds/ and corpus/cards/"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--whole-corpus``."""
    parser.addoption("--whole-corpus", action="store_true", help="take every card of the corpus where tests take some")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What builds keep for the next one is not kept in the user's cache."""
    os.environ["MODELHUB_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the corpus cards."""
    return _real_cards(CORPUS / "corpus" / "cards")


@pytest.fixture(scope="session")
def some_cards(corpus: Path, request: pytest.FixtureRequest) -> Callable[[int], list[Path]]:
    """Every so manieth card of the corpus; with ``--whole-corpus`` every one, which takes minutes."""
    whole = request.config.getoption("--whole-corpus")
    return lambda step: sorted(corpus.rglob("*.md"))[:: 1 if whole else step]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five seed cards (``*.txt``)."""
    return _real_cards(CORPUS / "seeds")


@pytest.fixture(scope="session")
def own_cards() -> Path:
    """Small cards of our own, a behaviour each."""
    return ROOT / "tests" / "cards"


@pytest.fixture
def modelhub() -> Command:
    """Start ``modelhub`` as a user would: ``modelhub("lint", "cards", cwd=…, env={…})``."""

    def start(*args: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "generator", *args],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "120", **(env or {})},
            capture_output=True,
            text=True,
            timeout=4 * PATIENCE,
            check=False,
        )

    return start


@pytest.fixture
def seed_cards(seeds: Path, tmp_path: Path) -> Path:
    """A cards folder with the five seeds as ``.md`` files."""
    folder = tmp_path / "cards"
    folder.mkdir()
    for seed in sorted(seeds.glob("*.txt")):
        shutil.copy(seed, folder / f"{seed.stem}.md")
    return folder
