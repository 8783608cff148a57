"""How fast 2,000 evaluation rows are predicted, against transformers' own pipeline at its defaults.

    python benchmarks/evaluate.py --rows 2000

Makes a text classifier and a tagger of a small but realistic size (BERT, 4 layers of 256, a vocabulary of 8,000 words,
random weights) and rows of 3 to 120 words, most of them short. Each side loads the model and predicts all rows:

    modelhub: the worker of `modelhub verify`, in batches of rows of about the same length, with as many processes of
        one thread as there are processors, which is what it does by default where no other model runs.
    pipeline: `transformers.pipeline(task, model)` over the list of rows, one at a time, with as many threads as torch
        takes: its defaults. The predictions have to be the same: for the tagger its tag of each word's first token.

With `--threads N` both have one process with so many threads. Where a machine does other things as well, only that
says something: threads that wait for each other lose most there, which is the pipeline's trouble by default.

Printed are the seconds of predicting alone, without importing and loading, by the clock and of the processors, and
their ratios. The sides take turns, and the best of each counts. Trust the ratios: seconds are of the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from generator.run.machine import processors

ROOT = Path(__file__).resolve().parents[1]

MAKER = """
import pathlib, sys, torch
from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification, BertTokenizerFast
folder, words = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
kinds = {"text-classification": (BertForSequenceClassification, ["World", "Sports", "Business", "Sci/Tech"]),
         "token-classification": (BertForTokenClassification, ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"])}
for task, (kind, labels) in kinds.items():
    torch.manual_seed(0)
    config = BertConfig(vocab_size=8005, hidden_size=256, num_hidden_layers=4, num_attention_heads=4,
        intermediate_size=1024, max_position_embeddings=512, initializer_range=0.1, id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)})
    kind(config).save_pretrained(folder / task)
    tokenizer = BertTokenizerFast(str(words), do_lower_case=True, model_max_length=512)
    tokenizer.save_pretrained(folder / task)
"""
OURS = """
import json, os, sys, time
from generator.run.job import Job
from generator.run.worker import run
measured, predictions = [], run.predictions
def timed(*arguments):
    started, before = time.perf_counter(), os.times()
    found = predictions(*arguments)
    measured.append([time.perf_counter() - started, sum(os.times()[:4]) - sum(before[:4])])
    return found
run.predictions = timed
answer = run.run(Job.model_validate(json.load(open(sys.argv[1]))))
print(json.dumps([measured[0], [row.labels for row in answer.predictions]]))
"""
PEER = """
import json, sys, time, torch
from transformers import pipeline
job = json.load(open(sys.argv[1]))
if len(sys.argv) > 2:
    torch.set_num_threads(int(sys.argv[2]))
model = pipeline(job["task"], job["model"])
texts = [row["text"] if "text" in row else " ".join(row["tokens"]) for row in job["rows"]]
started, worked = time.perf_counter(), time.process_time()
given = model(texts, ignore_labels=[]) if job["task"] == "token-classification" else model(texts)
seconds = [time.perf_counter() - started, time.process_time() - worked]
if job["task"] == "text-classification":
    labels = [[one["label"]] for one in given]
else:
    labels = []
    for text, tokens in zip(texts, given):
        starts = {token["start"]: token["entity"] for token in reversed(tokens)}
        places, at = [], 0
        for word in text.split(" "):
            places.append(at)
            at += len(word) + 1
        labels.append([starts[place] for place in places])
print(json.dumps([seconds, labels]))
"""
TASKS = ("text-classification", "token-classification")


def words_of(number: int, chooser: random.Random) -> list[str]:
    """Made-up words, as many as asked for."""
    found: dict[str, None] = {}
    while len(found) < number:
        found["".join(chooser.choices("abcdefghijklmnopqrstuvwxyz", k=chooser.randint(2, 9)))] = None
    return list(found)


def rows_of(number: int, words: list[str], chooser: random.Random) -> list[list[str]]:
    """Rows of 3 to 120 words: most are a sentence, some a paragraph."""
    return [chooser.choices(words, k=min(120, 3 + int(chooser.expovariate(1 / 22)))) for _ in range(number)]


class Seconds(NamedTuple):
    """How long predicting took."""

    clock: float
    processor: float


def predicted(code: str, job: Path, threads: int) -> tuple[Seconds, list[list[str]]]:
    """Seconds and predictions of one side; with ``threads`` of 0 it has as many as it likes."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    if threads:
        limits = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")
        environment |= dict.fromkeys(limits, str(threads)) | {"TOKENIZERS_PARALLELISM": "false"}
    command = [sys.executable, "-c", code, str(job), *([str(threads)] if threads else [])]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    seconds, labels = json.loads(done.stdout.splitlines()[-1])
    return Seconds(*seconds), labels


def compare(task: str, job: Path, threads: int, rounds: int) -> None:
    """Both sides in turn; prints how many times as fast ours is."""
    taken: dict[str, list[Seconds]] = {"modelhub": [], "pipeline": []}
    labels: dict[str, list[list[str]]] = {}
    for _ in range(rounds):
        for name, code, given in (("modelhub", OURS, threads or 1), ("pipeline", PEER, threads)):
            seconds, labels[name] = predicted(code, job, given)
            taken[name].append(seconds)
    rows = len(labels["modelhub"])
    differ = sum(one != other for one, other in zip(labels["modelhub"], labels["pipeline"], strict=True))
    best = {name: Seconds(*map(min, zip(*found, strict=True))) for name, found in taken.items()}
    for name, (clock, processor) in best.items():
        print(f"{task:22} {name:9} {clock:8.2f} s {processor:8.2f} processor s {rows / clock:8.1f} rows/s")
    clock, processor = (other / one for one, other in zip(best["modelhub"], best["pipeline"], strict=True))
    print(
        f"{task:22} pipeline / modelhub: {clock:.2f} by the clock, {processor:.2f} of the processors; "
        f"rows predicted otherwise: {differ} of {rows}\n"
    )
    if differ:
        sys.exit("the two sides predict differently")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=0, help="of either side; without it, each as by default")
    parser.add_argument("--batch-size", type=int, default=16, help="as `verify.batch_size`, whose default this is")
    parser.add_argument("--rounds", type=int, default=2, help="how often each side runs; its best counts")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=TASKS)
    arguments = parser.parse_args()
    threads = f"{arguments.threads} threads a side" if arguments.threads else "threads as by default"
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {threads}\n")
    chooser = random.Random(0)  # noqa: S311  the same rows each time
    with tempfile.TemporaryDirectory() as scratch:
        words = words_of(8000, chooser)
        vocabulary = Path(scratch, "vocab.txt")
        vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]) + "\n")
        subprocess.run([sys.executable, "-c", MAKER, scratch, str(vocabulary)], check=True, capture_output=True)
        rows = rows_of(arguments.rows, words, chooser)
        for task in arguments.tasks:
            given = [{"tokens": row} if task == "token-classification" else {"text": " ".join(row)} for row in rows]
            job = {
                "task": task, "model": str(Path(scratch, task)), "result": "", "activation": None, "max_length": None,
                "threads": arguments.threads or 1, "lanes": 1 if arguments.threads else processors(),
                "batch_size": arguments.batch_size, "samples": [], "rows": given,
            }  # fmt: skip
            file = Path(scratch, f"{task}.json")
            file.write_text(json.dumps(job))
            compare(task, file, arguments.threads, arguments.rounds)


if __name__ == "__main__":
    main()
