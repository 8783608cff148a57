"""How fast models are run in isolation, against doing without it, and how fast a hub is where nothing changed.

    python benchmarks/verify.py --cards 200 --unchanged 5000

Makes a hub with as many small models (BERT, two layers, random weights) as cards, and runs each with `modelhub verify`.

Peers, on the same models:
    process: a fresh Python process a model that imports transformers, loads the model and answers one text, the way
        PyTorch Hub's CI runs its cards. Measured on a sample of the cards and multiplied.
    loop: one process that does the same for every model, one after the other, without any protection.

Both peers only load and answer; `modelhub verify` also inspects and hashes the models, reads the cards, holds the
claims against the answers and writes the records. Trust the ratios: seconds are of the machine that it ran on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: Makes a model with the tests' own helper. Not here: what torch takes would count for every process started later.
MAKER = """
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from model_maker import make_model
make_model(pathlib.Path(sys.argv[2]), ("World", "Sports", "Business"), favourite="Sports")
"""
#: What a peer does for one model: what a model page tells its readers to do.
PEER = """
import sys, torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer
for folder in sys.argv[1:]:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    with torch.no_grad():
        model(**tokenizer("Anna really liked that movie!", return_tensors="pt")).logits.softmax(-1)
"""
CARD = """---
layout: model
title: Model {number}
name: model_{number}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: path:models/{model}
  samples:
    - text: Anna really liked that movie!
      expect:
        label: {label}
---

## Description

A model that says {label} to everything.
"""


@dataclass(frozen=True)
class Cost:
    """One run of a command: wall seconds, and peak memory in MB of the process itself."""

    seconds: float
    peak_mb: float


def measure(command: list[str]) -> Cost:
    """Run a command once.

    Raises:
        SystemExit: It failed; its output is shown.
    """
    quiet = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **quiet, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            sys.exit(f"{' '.join(command)[:200]} exited with {process.returncode}\n{log.read().decode()[-2000:]}")
    return Cost(seconds, usage.ru_maxrss / 1024)


def name_of(number: int) -> str:
    """The key of a card."""
    return f"model_{number:05}"


def write_card(root: Path, number: int, model: int) -> None:
    """A card for a model that says Sports to everything."""
    text = CARD.format(number=number, model=model, label="Sports")
    (root / "cards" / f"{name_of(number)}.md").write_text(text)


def make_hub(root: Path, cards: int, models: int) -> list[Path]:
    """A hub with ``cards`` cards for ``models`` different models; the models' folders."""
    (root / "cards").mkdir(parents=True)
    first = root / "models" / "0"
    measure([sys.executable, "-c", MAKER, str(ROOT / "tests"), str(first)])
    config = json.loads((first / "config.json").read_text())
    for number in range(1, models):
        folder = root / "models" / str(number)
        shutil.copytree(first, folder)
        (folder / "config.json").write_text(json.dumps({**config, "number": number}))
    for number in range(cards):
        write_card(root, number, number % models)
    return [root / "models" / str(number) for number in range(models)]


def verify(root: Path, jobs: int = 0) -> list[str]:
    """The command that is measured."""
    command = [sys.executable, "-m", "generator", "verify", "--hub", str(root)]
    return [*command, "--jobs", str(jobs)] if jobs else command


def isolation(scratch: Path, cards: int, sample: int, jobs: int) -> None:
    """Run ``cards`` models: isolated, in a loop, and a sample of them in a process each."""
    folders = make_hub(scratch / "hub", cards, cards)
    ours = measure(verify(scratch / "hub", jobs))
    loop = measure([sys.executable, "-c", PEER, *map(str, folders)])
    alone = [measure([sys.executable, "-c", PEER, str(folder)]).seconds for folder in folders[:sample]]
    each = sum(alone) / len(alone)
    print(f"modelhub  {ours.seconds:8.2f} s {cards / ours.seconds:6.1f} models/s {ours.peak_mb:6.0f} MB at its peak")
    print(f"loop      {loop.seconds:8.2f} s {cards / loop.seconds:6.1f} models/s")
    print(f"process   {each * cards:8.2f} s {1 / each:6.1f} models/s, from {sample} of them")
    print(f"ratio of seconds, modelhub / loop: {ours.seconds / loop.seconds:.2f}")
    print(f"ratio of seconds, process / modelhub: {each * cards / ours.seconds:.1f}\n")


def unchanged(scratch: Path, cards: int) -> None:
    """Verify a hub of ``cards`` cards, for 20 models, of which none changed."""
    root, models = scratch / "unchanged", 20
    make_hub(root, models, models)
    measure(verify(root))
    for number in range(models, cards):  # The same models again, so their records may be copied.
        write_card(root, number, number % models)
        record = (root / "records" / f"{name_of(number % models)}.json").read_text()
        other = record.replace(f'"card": "{name_of(number % models)}"', f'"card": "{name_of(number)}"')
        (root / "records" / f"{name_of(number)}.json").write_text(other)
    whole = measure(verify(root))
    again = measure(verify(root))
    print(f"read      {whole.seconds:8.2f} s for {cards} cards that were not looked at before, {whole.peak_mb:.0f} MB")
    print(f"unchanged {again.seconds:8.2f} s for {cards} cards, {again.peak_mb:.0f} MB peak")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=200, help="models to run; 0 for none")
    parser.add_argument("--sample", type=int, default=10, help="of these, how many are run in a process each")
    parser.add_argument("--jobs", type=int, default=0, help="models at a time; 0 for what the command chooses itself")
    parser.add_argument("--unchanged", type=int, default=5000, help="cards of which none changed; 0 for none")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as scratch:
        if arguments.cards:
            isolation(Path(scratch), arguments.cards, min(arguments.sample, arguments.cards), arguments.jobs)
        if arguments.unchanged:
            unchanged(Path(scratch), arguments.unchanged)


if __name__ == "__main__":
    main()
