"""How fast a hub is linted, against markdownlint-cli2 on the same files in the same run.

    python benchmarks/lint.py --cards ../shared/corpus/cards --runs 3

Each round runs, in turn: markdownlint-cli2, `modelhub lint` without a cache, `modelhub lint` when nothing has changed,
and `modelhub lint` on one card. All print what they find as text, into a file. Prints the median of the rounds, the
median of each round's ratio to the peer, and the peak memory of all processes of a command together. Trust the ratios:
seconds are of the machine that it ran on.

The peer is fetched with npm into a passing folder, in the version below, with its rules as they are by default. It
checks the form of Markdown only: this compares what users wait for, not the work that is done.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_CARDS = Path(os.environ.get("MODELHUB_CORPUS", ROOT.parent / "shared")) / "corpus" / "cards"
PEER = "markdownlint-cli2@0.22.1"
#: Seconds between two looks at the memory.
INTERVAL = 0.05


@dataclass(frozen=True)
class Cost:
    """One run: wall seconds, processor seconds, and the peak memory of all its processes together, in MB."""

    seconds: float
    processor: float
    peak_mb: float


@dataclass(frozen=True)
class Case:
    """A command to measure: its name, what it runs and where, and a folder to remove before each run."""

    name: str
    command: list[str]
    folder: Path
    removed: Path | None = None


def measure(case: Case, scratch: Path) -> Cost:
    """Run a command once.

    Raises:
        SystemExit: The command could not do its work.
    """
    if case.removed:
        shutil.rmtree(case.removed, ignore_errors=True)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(ROOT)
    with (scratch / "output").open("w+b") as output:
        start = time.perf_counter()
        process = subprocess.Popen(case.command, cwd=case.folder, env=environment, stdout=output, stderr=output)
        peak = 0.0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, memory_of(process.pid))
            time.sleep(INTERVAL)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        if process.returncode not in {0, 1}:  # 1: something was found.
            output.seek(0)
            sys.exit(f"{' '.join(case.command)} exited with {process.returncode}\n{output.read().decode()[-2000:]}")
    return Cost(seconds, ended[2].ru_utime + ended[2].ru_stime, peak)


def memory_of(process: int) -> float:
    """The memory of a process and all below it, in MB; what they share is counted once.

    Source: ``Pss`` in https://docs.kernel.org/filesystems/proc.html, so it is known on Linux only.
    """
    total = 0.0
    for pid in descendants(process):
        with contextlib.suppress(OSError, ValueError, IndexError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(rollup.partition("\nPss:")[2].split()[0]) / 1024
    return total


def descendants(process: int) -> Iterator[int]:
    """A process and all that it started."""
    yield process
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from descendants(int(child))


def install_peer(folder: Path) -> Path:
    """Fetch the peer.

    Raises:
        SystemExit: There is no npm, or it could not fetch it.
    """
    if shutil.which("npm") is None:
        sys.exit("npm is missing: install Node.js, or measure modelhub alone with --alone")
    done = subprocess.run(
        ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), PEER], check=False
    )
    if done.returncode:
        sys.exit(f"npm could not install {PEER}")
    return folder / "node_modules" / ".bin" / "markdownlint-cli2"


def cases(cards: Path, scratch: Path, *, alone: bool) -> list[Case]:
    """What is measured, the peer first."""
    hub = scratch / "hub"
    hub.mkdir()
    (hub / "modelhub.toml").write_text(f'cards = "{cards}"\n')
    lint = [sys.executable, "-m", "generator", "lint"]
    one = str(min(cards.rglob("*.md")))
    ours = [
        Case("cold", lint, hub, removed=hub / ".modelhub"),
        Case("cached", lint, hub),
        Case("one card", [*lint, "--no-cache", one], hub),
    ]
    if alone:
        return ours
    return [Case("peer", [str(install_peer(scratch / "npm")), f"{cards}/**/*.md"], scratch), *ours]


def medians(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    runs = list(costs)
    return Cost(
        *(statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "processor", "peak_mb"))
    )


def main() -> None:
    """Measure, and print a line for each case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, default=DEFAULT_CARDS, help="folder of cards")
    parser.add_argument("--runs", type=int, default=3, help="rounds")
    parser.add_argument("--alone", action="store_true", help="without the peer")
    arguments = parser.parse_args()
    cards: Path = arguments.cards.resolve()
    count = sum(1 for _ in cards.rglob("*.md"))
    if not count:
        parser.error(f"no cards in {cards}")
    print(f"{count} cards, {os.cpu_count()} processors, {arguments.runs} rounds, peer {PEER}\n")
    with tempfile.TemporaryDirectory() as folder:
        todo = cases(cards, Path(folder), alone=arguments.alone)
        measure(todo[-1], Path(folder))  # Python writes its byte code at the first run.
        rounds = [{case.name: measure(case, Path(folder)) for case in todo} for _ in range(arguments.runs)]
    for case in todo:
        cost = medians(run[case.name] for run in rounds)
        line = f"{case.name:9} {cost.seconds:7.2f} s {cost.processor:7.2f} s of processors {cost.peak_mb:6.0f} MB peak"
        ratios = [run["peer"].seconds / run[case.name].seconds for run in rounds if "peer" in run]
        print(line + (f" {statistics.median(ratios):6.1f} times the peer's speed" if ratios else ""))


if __name__ == "__main__":
    main()
