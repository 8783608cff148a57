"""Each claimed figure stands at the one that was measured, once."""

from __future__ import annotations

from site_maker import BENCHMARK, check, make_record

from generator.measurement import BenchmarkRun, Bounds, Metric
from generator.render.benchmark import benchmark_view


def claim(subject: str) -> object:
    return check(subject, "0.9", "0.9", where="benchmarking")


def test_claims_stand_at_their_figures() -> None:
    checks = [claim("recall of Sports"), claim("f1 of macro avg"), claim("accuracy")]
    view = benchmark_view(make_record("a", "verified", benchmark=BENCHMARK, checks=checks))
    assert view is not None
    placed = {(row.label, n): cell.check for row in view.rows for n, cell in enumerate(row.cells) if cell.check}
    assert placed == {("Sports", 1): checks[0], ("macro avg", 2): checks[1]}
    assert view.accuracy.check == checks[2]
    assert not view.other


def test_claims_without_a_place_are_kept() -> None:
    checks = [claim("f1 of Weather"), claim("f1 of Sports"), claim("f1 of Sports"), check("sample 1 · label", "a", "a")]
    view = benchmark_view(make_record("a", "verified", benchmark=BENCHMARK, checks=checks))
    assert view is not None
    assert view.other == (checks[0], checks[2])


def test_figures_are_written_alike() -> None:
    view = benchmark_view(make_record("a", "measured", benchmark=BENCHMARK))
    assert view is not None
    assert [cell.text for cell in view.rows[0].cells] == ["0.9344", "0.9500", "0.9421", "60"]
    assert view.accuracy.text == "0.9417"


def test_figures_of_tasks_without_labels() -> None:
    metrics = [
        Metric(name="bleu", value=33.91, unit="percent", interval=Bounds(low=30.1, high=36.2), signature="tok:13a"),
        Metric(name="wer", value=0.1234, unit="fraction"),
    ]
    run = BenchmarkRun(data="d.jsonl", sha256="0", rows=10, level="row", metrics=metrics)
    checks = [claim("wer"), claim("chrf")]
    view = benchmark_view(make_record("a", "verified", benchmark=run, checks=checks))
    assert view is not None
    assert view.accuracy is None
    assert [(one.name, one.cell.text, one.cell.around) for one in view.metrics] == [
        ("BLEU", "33.91", "30.10–36.20"),  # noqa: RUF001  a range
        ("WER", "0.1234", ""),
    ]
    assert view.metrics[1].cell.check == checks[0]
    assert view.other == (checks[1],)


def test_no_benchmark_no_table() -> None:
    assert benchmark_view(make_record("a", "measured")) is None
