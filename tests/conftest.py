"""What every test may use: where the real cards lie, and how to start the command."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]

#: Folder with ``seeds/`` and ``corpus/cards/``. Real cards, not ours to copy into the project.
CORPUS = Path(os.environ.get("MODELHUB_CORPUS", ROOT.parent / "shared")).resolve()

Command = Callable[..., subprocess.CompletedProcess[str]]
#: What the commands that tests start show does not depend on the terminal.
SHOWN = {"NO_COLOR": "1", "COLUMNS": "120"}

#: Tests that take long, by folder or file: those that import torch, and those that build sites or start commands.
LONG = (
    {"run", "models", "test_snippets_run.py"},
    {"browser", "cli", "plugin", "site", "sweep", "test_plugin.py", "test_renderers.py"},
)

# Whoever starts the tests in the background may have them ignore Ctrl+C, and some of them send it to commands.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each half begin with tests that take long.

    Two processes get a half each, and whoever is through takes from the other's end. So what is left for the end is
    short, and only one of them imports torch, only one starts a browser.
    """
    groups: dict[int, list[pytest.Item]] = {0: [], 1: [], 2: []}
    for item in items:
        parts = item.path.relative_to(ROOT / "tests").parts if item.path.is_relative_to(ROOT / "tests") else ()
        groups[next((at for at, names in enumerate(LONG) if {*parts[:1], *parts[-1:]} & names), 2)].append(item)
    first, second, short = groups.values()
    half = max(0, len(items) // 2 - len(first))
    items[:] = [*first, *short[:half], *second, *short[half:]]


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


@pytest.fixture(scope="session")
def command_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """Starts commands in processes that need not import it all."""
    streams = [str(tmp_path_factory.mktemp("command") / name) for name in ("out", "err")]
    with subprocess.Popen(
        [sys.executable, ROOT / "tests" / "command_server.py"],
        env={**os.environ, "PYTHONPATH": str(ROOT), **SHOWN},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as server:
        assert server.stdin
        assert server.stdout

        def start(*args: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
            order = {"args": args, "cwd": str(cwd), "env": env, **dict(zip(("out", "err"), streams, strict=True))}
            print(json.dumps(order), file=server.stdin)
            code = int(server.stdout.readline())
            return subprocess.CompletedProcess(args, code, *(Path(stream).read_text("utf-8") for stream in streams))

        yield start


@pytest.fixture
def modelhub(request: pytest.FixtureRequest) -> Command:
    """Start ``modelhub`` as a user would: ``modelhub("lint", "cards", cwd=…, env={…})``."""

    def start(*args: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        whole = {**os.environ, "PYTHONPATH": str(ROOT), **SHOWN, **(env or {})}
        if sys.platform == "linux" and not any(name.startswith("PYTHON") for name in env or {}):
            served: Command = request.getfixturevalue("command_server")
            return served(*args, cwd=cwd, env=whole)
        return subprocess.run(
            [sys.executable, "-m", "generator", *args],
            cwd=cwd,
            env=whole,
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
