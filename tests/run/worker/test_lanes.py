"""Evaluation rows on several processors at once: the same answers in whole batches, whatever happens to one of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import PATIENCE, SOON

from generator.run.isolation import Limits, Workers
from generator.run.job import Answer, Job

#: Two batches wait for each other, so that neither lane takes all; the sixth is the one that fails, where one does.
SCRIPT = """
import json, os, sys, time
from pathlib import Path
from generator.run.job import Prediction
from generator.run.worker.lanes import in_lanes

folder, ending, lanes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def predict(batch):
    (folder / f"{os.getpid()}").touch()
    while len([*folder.iterdir()]) < min(lanes, 2):
        time.sleep(0.01)
    if batch[0] == 10 and ending == "error":
        raise ValueError("row 10")
    if batch[0] == 10 and ending == "crash" and os.getpid() != parent:
        os.abort()
    while batch[0] < 10 and ending == "crash" and os.getpid() == parent and not (folder / "gone").exists():
        time.sleep(0.01)
        if len([*folder.iterdir()]) > 1 and os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT | os.WNOHANG):
            (folder / "gone").touch()
    return {at: Prediction(labels=[str(at)], confidence=0.1 * (at % 7)) for at in batch}

parent = os.getpid()
found = in_lanes(lanes, [[at, at + 1] for at in range(0, 20, 2)], predict)
print(json.dumps([{at: one.labels for at, one in sorted(found.items())}, len([*folder.iterdir()])]))
"""


def lanes(folder: Path, ending: str, number: int = 2) -> tuple[dict[str, list[str]], int]:
    """What was predicted, and how many processes did it."""
    folder.mkdir()
    command = [sys.executable, "-c", SCRIPT, folder, ending, str(number)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SOON, check=True)
    found, processes = json.loads(done.stdout)
    return found, processes


def test_each_batch_is_predicted_once(tmp_path: Path) -> None:
    assert lanes(tmp_path / "two", "well") == ({str(at): [str(at)] for at in range(20)}, 2)


def test_one_lane_is_left_to_the_caller(tmp_path: Path) -> None:
    assert lanes(tmp_path / "one", "well", 1) == ({}, 0)


def test_trouble_in_a_lane_leaves_whole_batches_out(tmp_path: Path) -> None:
    found, _ = lanes(tmp_path / "error", "error")
    assert {str(at) for at in range(10)} <= found.keys()
    assert {"10", "11"}.isdisjoint(found)
    assert len(found) % 2 == 0


def test_a_lane_that_ends_takes_its_batch_along_and_no_other(tmp_path: Path) -> None:
    found, _ = lanes(tmp_path / "crash", "crash")
    assert {"10", "11"}.isdisjoint(found)
    assert found.keys() | {"10", "11"} == {str(at) for at in range(20)}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(Limits(timeout=PATIENCE, memory=4 * 2**30, threads=1)) as found:
        yield found


def predicted(workers: Workers, model: Path, texts: list[str], number: int) -> Answer:
    values = {"task": "text-classification", "model": "", "result": "", "activation": None, "max_length": None}
    rows = [{"text": text} for text in texts]
    job = Job.model_validate({**values, "threads": 1, "batch_size": 1, "samples": [], "rows": rows, "lanes": number})
    return workers.run(job, {file.name: file for file in model.iterdir()})


@pytest.mark.run
def test_a_model_answers_byte_by_byte_the_same(workers: Workers, news_model: Path) -> None:
    texts = [f"anna {'really liked ' * (at % 11)} the movie in paris" for at in range(60)]
    one, three = (predicted(workers, news_model, texts, number) for number in (1, 3))
    assert [row.model_dump_json() for row in one.predictions] == [row.model_dump_json() for row in three.predictions]
    assert len({row.confidence for row in one.predictions}) > 5
