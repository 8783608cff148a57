"""What a model computes on and what it is held to: asked for, found, and written into its record."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from run_card import run_card

from generator import store
from generator.config import Config
from generator.run.isolation.limits import Limits, environment
from generator.run.trouble import NotStarted
from generator.run.verify import verify

CARD = run_card(
    "news",
    """
    source: path:models/news
    samples: [{text: Anna really liked that movie}]
    """,
)
NO_GPU = "verify.device is cuda, and there is no GPU here that torch can use"


@pytest.mark.run
@pytest.mark.usefixtures("warm_servers")
def test_without_a_gpu_nothing_observed_is_lost_and_nothing_is_called_up_to_date(
    tmp_path: Path, news_model: Path, modelhub: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    import torch  # noqa: PLC0415  only tests of models pay for it

    if torch.cuda.is_available():
        pytest.skip("there is a GPU here")
    shutil.copytree(news_model, tmp_path / "models" / "news")
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "news.md").write_text(CARD)
    (record,) = verify(
        tmp_path, msgspec.convert({"verify": {"device": "auto"}}, Config), store.load_hub(tmp_path, Config())
    )
    assert record.status == "measured"
    environment = record.environment
    assert environment is not None
    assert (environment.device, environment.accelerator, environment.dtype) == ("cpu", "", "float32")
    isolation = environment.isolation
    assert isolation is not None
    assert (isolation.memory, isolation.processes, isolation.seconds) == (8 * 2**30, 32, 300.0)
    written = (tmp_path / "records" / "news.json").read_bytes()

    (tmp_path / "cards" / "new.md").write_text(CARD.replace("name: news", "name: new"))
    done = modelhub("verify", "--hub", str(tmp_path), "--device", "cuda", "--jobs", "1")
    assert done.returncode == 1
    assert f"- not-run   new   {NO_GPU}" in done.stdout
    told = "run on cpu, and verify.device is cuda now; it could not be run again, so the record stays"
    assert f"✗ stale     news  {told}" in done.stdout
    assert done.stderr.startswith("isolation: no network (")
    assert "2 cards: 1 not-run, 1 stale" in done.stderr
    assert (tmp_path / "records" / "news.json").read_bytes() == written
    kept = modelhub("verify", "--hub", str(tmp_path), "--explain", "--device", "auto")
    assert "✓ keep  news" in kept.stdout
    assert modelhub("verify", "--hub", str(tmp_path), "--device", "tpu").returncode == 2


@pytest.mark.parametrize("device", ["cpu", "cuda", "auto"])
def test_a_worker_sees_gpus_only_where_they_are_asked_for(
    device: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    found = environment(tmp_path, Limits(1, 1, 1, device))  # type: ignore[arg-type]
    assert found["CUDA_VISIBLE_DEVICES"] == ("" if device == "cpu" else "1")
    assert ("CUBLAS_WORKSPACE_CONFIG" in found) == (device != "cpu")


@pytest.mark.run
def test_choosing_and_placing(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch  # noqa: PLC0415  only tests of models pay for it

    from generator.run.worker import device  # noqa: PLC0415  the same

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert [device.choose("cpu"), device.choose("auto")] == ["cpu", "cpu"]
    with pytest.raises(NotStarted, match=NO_GPU) as trouble:
        device.choose("cuda")
    assert trouble.value.passing
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert [device.choose("cpu"), device.choose("auto"), device.choose("cuda")] == ["cpu", "cuda", "cuda"]
    # A device without numbers stands in for a GPU: what goes in arrives there.
    moving = device._moving(lambda *given, **named: (given[0].device.type, named), "meta")  # type: ignore[arg-type]
    where, named = moving(torch.zeros(2), mask=torch.ones(1), beams=3)
    assert (where, named["mask"].device.type, named["beams"]) == ("meta", "meta", 3)
