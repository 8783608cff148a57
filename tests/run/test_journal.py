"""An evaluation that is interrupted goes on, and comes to the same."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE, until
from run_card import run_card

from generator.config import Config
from generator.measurement import BenchmarkRun
from generator.record import FileDigest
from generator.run.data import rows_for
from generator.run.evaluate import evaluate
from generator.run.job import Job, JournalLine, Prediction
from generator.run.journal import FOLDER, Journal
from generator.run.plan import plan
from generator.run.verify import verify
from generator.store import load_config, load_hub, read_record

_ROWS = 1500
FILES = [FileDigest(path="model.safetensors", size=1, sha256="0")]
CARD = run_card(
    "news",
    """
    source: path:models/news
    benchmark: {data: data.csv}
    """,
)


def job(rows: int, **changes: Any) -> Job:
    content = {"task": "text-classification", "model": "", "result": "", "activation": None, "max_length": None}
    given = [{"text": "the movie " * (at % 5 + 1)} for at in range(rows)]
    return Job.model_validate({**content, "threads": 1, "batch_size": 2, "samples": [], "rows": given, **changes})


def lines(*positions: int) -> str:
    return "".join(
        JournalLine(at=at, prediction=Prediction(labels=["a"], confidence=0.5)).model_dump_json() + "\n"
        for at in positions
    )


def wait_for(path: Path) -> None:
    until(path.exists)


def test_predictions_are_kept_line_by_line(tmp_path: Path) -> None:
    journal = Journal(tmp_path, job(4), FILES)
    written = tmp_path / "predictions.jsonl"
    written.write_text(lines(3, 1) + lines(0)[:10])
    journal.follow(written)
    wait_for(tmp_path / FOLDER / ".gitignore")
    journal.close(finished=False)
    again = Journal(tmp_path, job(4), FILES)
    assert again.known == {at: Prediction(labels=["a"], confidence=0.5) for at in (1, 3)}
    assert not Journal(tmp_path, job(5), FILES).known
    assert not Journal(tmp_path, job(4, max_length=9), FILES).known
    assert not Journal(tmp_path, job(4), []).known
    again.close(finished=True)
    assert not Journal(tmp_path, job(4), FILES).known


def test_rows_are_counted_once_and_those_of_an_earlier_run_at_once(tmp_path: Path) -> None:
    (tmp_path / "earlier").write_text(lines(3))
    earlier = Journal(tmp_path, job(4), FILES)
    earlier.follow(tmp_path / "earlier")
    wait_for(tmp_path / FOLDER / ".gitignore")
    earlier.close(finished=False)
    told: list[tuple[int, int]] = []
    further = threading.Event()

    def on_rows(done: int, rows: int) -> None:
        told.append((done, rows))
        if done == 2:
            further.set()

    journal = Journal(tmp_path, job(4), FILES, on_rows=on_rows)
    journal.follow(tmp_path / "predictions.jsonl")
    assert told == [(1, 4)]
    (tmp_path / "predictions.jsonl").write_text(lines(3, 1, 1))
    assert further.wait(PATIENCE)
    journal.close(finished=True)
    assert told == [(1, 4), (2, 4), (4, 4)]


def test_a_model_that_is_run_again_is_followed_from_its_first_row(tmp_path: Path) -> None:
    counted: list[int] = []
    journal = Journal(tmp_path, job(4), FILES, on_rows=lambda done, _: counted.append(done))
    (tmp_path / "first").write_text(lines(3, 1))
    journal.follow(tmp_path / "first")
    until(lambda: 2 in counted)
    journal.follow(tmp_path / "second")
    (tmp_path / "second").write_text(lines(0, 1, 2))
    until(lambda: 3 in counted)
    journal.close(finished=False)
    assert counted == [0, 2, 0, 3]
    assert sorted(Journal(tmp_path, job(4), FILES).known) == [0, 1, 2, 3]


def test_what_is_not_kept_is_counted_all_the_same(tmp_path: Path) -> None:
    counted = threading.Event()

    def on_rows(done: int, _: int) -> None:
        if done == 2:
            counted.set()

    journal = Journal(tmp_path, job(4), FILES, keeps=False, on_rows=on_rows)
    journal.follow(tmp_path / "predictions.jsonl")
    (tmp_path / "predictions.jsonl").write_text(lines(3, 1))
    assert counted.wait(PATIENCE)
    journal.close(finished=False)
    assert not (tmp_path / FOLDER).exists()


def test_a_folder_that_cannot_be_written_ends_no_counting(tmp_path: Path) -> None:
    (tmp_path / ".modelhub").write_text("")
    told: list[int] = []
    more = {2: threading.Event(), 3: threading.Event()}

    def on_rows(done: int, _: int) -> None:
        told.append(done)
        if done in more:
            more[done].set()

    journal = Journal(tmp_path, job(4), FILES, on_rows=on_rows)
    journal.follow(tmp_path / "predictions.jsonl")
    (tmp_path / "predictions.jsonl").write_text(lines(3, 1))
    assert more[2].wait(PATIENCE)
    with (tmp_path / "predictions.jsonl").open("a") as file:
        file.write(lines(0))
    assert more[3].wait(PATIENCE)
    journal.close(finished=False)
    assert told == [0, 2, 3]


@pytest.mark.parametrize(
    "line", [lines(4), "{}\n", "\x00\n", '{"at": 0, "prediction": {"labels": [], "confidence": 7}}\n']
)
def test_nothing_behind_nonsense_counts(tmp_path: Path, line: str) -> None:
    journal = Journal(tmp_path, job(4), FILES)
    written = tmp_path / "predictions.jsonl"
    written.write_text(lines(2) + line + lines(1))
    journal.follow(written)
    wait_for(tmp_path / FOLDER / ".gitignore")
    journal.close(finished=False)
    assert [*Journal(tmp_path, job(4), FILES).known] == [2]


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(lines(0))
    (tmp_path / "predictions.jsonl").symlink_to(tmp_path / "secret")
    journal = Journal(tmp_path, job(4), FILES)
    journal.follow(tmp_path / "predictions.jsonl")
    time.sleep(0.7)
    journal.close(finished=False)
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.run
def test_rows_that_are_done_are_not_predicted_again(tmp_path: Path, news_model: Path) -> None:
    from generator.run.worker.run import run  # noqa: PLC0415  imports torch

    # So long that no two of them go together: whoever is beside a row that is not done is predicted again.
    texts = [{"text": "the movie " * 8 * (at + 4)} for at in range(5)]
    content = job(0, model=str(news_model), batch_size=1).model_dump() | {"rows": texts}
    of_model = Job.model_validate(content)
    whole = run(of_model.model_copy(update={"journal": str(tmp_path / "all")}))
    written = [JournalLine.model_validate_json(line) for line in (tmp_path / "all").read_text().splitlines()]
    assert {line.at: line.prediction for line in written} == dict(enumerate(whole.predictions))
    done = [line.at for line in written[:2]]
    rest = run(of_model.model_copy(update={"journal": str(tmp_path / "rest"), "done": done}))
    assert rest.predictions == [row for at, row in enumerate(whole.predictions) if at not in done]
    assert (tmp_path / "rest").read_text() == "".join((tmp_path / "all").read_text().splitlines(keepends=True)[2:])


@pytest.mark.run
@pytest.mark.usefixtures("warm_servers")
def test_a_run_that_was_killed_comes_to_the_same(tmp_path: Path, news_model: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "news.md").write_text(CARD)
    shutil.copytree(news_model, tmp_path / "models" / "news")
    texts = ("a great movie", "the film", "anna lives in berlin and works for acme")
    rows = [f"{texts[at % 3]} {'really ' * (at % 9)},{('World', 'Sports')[at % 2]}" for at in range(_ROWS)]
    (tmp_path / "data.csv").write_text("\n".join(["text,label", *rows]))
    (tmp_path / "modelhub.toml").write_text("[verify]\nbatch_size = 1\n")  # So that it takes a while.
    command = [sys.executable, "-m", "generator", "verify", "--hub", str(tmp_path)]
    kept, record = tmp_path / FOLDER, tmp_path / "records" / "news.json"

    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    until(lambda: any(path.stat().st_size for path in kept.glob("*.jsonl")))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not record.exists()
    (journal,) = kept.glob("*.jsonl")
    done = journal.read_text().count("\n")
    assert 0 < done < _ROWS

    config = load_config(tmp_path)
    verify(tmp_path, config, load_hub(tmp_path, config))
    resumed = read_record(record)
    assert not [*kept.glob("*.jsonl")]
    assert resumed is not None
    assert resumed.benchmark == uninterrupted(tmp_path)


def uninterrupted(root: Path) -> BenchmarkRun:
    """What the same model comes to in this process, in one go."""
    from generator.run.worker.run import run  # noqa: PLC0415  imports torch

    request = plan(load_hub(root, Config()).entries[0].card).request
    assert request is not None
    rows, sha256 = rows_for(root, request)
    model = str(root / "models" / "news")
    answer = run(job(0, model=model, batch_size=1).model_copy(update={"rows": [row.given for row in rows]}))
    return evaluate(request, rows, sha256, answer)
