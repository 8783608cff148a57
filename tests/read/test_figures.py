from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostic import Span
from generator.read.figures import Figure, claims_of, metric_of, named_metric, row_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("B-PER", "B-PER"),
        (" very good ", "very good"),
        ("macro avg", "macro avg"),
        ("Macro-average", "macro avg"),
        ("avg / macro", "macro avg"),
        ("Weighted Avg.", "weighted avg"),
        ("micro", "micro avg"),
        ("Accuracy", "accuracy"),
        ("macroeconomics", "macroeconomics"),
    ],
)
def test_rows_under_one_spelling(text: str, name: str) -> None:
    assert row_name(text) == name


@pytest.mark.parametrize(
    ("column", "metric"),
    [
        ("prec", "precision"),
        ("F1-Score", "f1"),
        ("eval_recall", "recall"),
        ("Acc.", "accuracy"),
        ("tp", None),
        ("", None),
    ],
)
def test_columns(column: str, metric: str | None) -> None:
    assert metric_of(column) == metric


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("Test set accuracy", ("", "accuracy")),
        ('"eval_f1"', ("", "f1")),
        ("Weighted Precision", ("weighted avg", "precision")),
        ("MedNLI Acc", None),
        ("loss", None),
        ("r", None),
        ("", None),
    ],
)
def test_names_of_single_figures(key: str, named: tuple[str, str] | None) -> None:
    assert named_metric(key) == named


@given(value=st.floats(0, 1), decimals=st.integers(2, 6), trimmed=st.booleans())
def test_a_rounded_figure_comes_back(*, value: float, decimals: int, trimmed: bool) -> None:
    written = f"{value:.{decimals}f}"
    (claim,) = claims_of([Figure("x", "f1", written, Span(1))], trimmed=trimmed)
    assert claim is not None
    assert (claim.value, claim.decimals, claim.written) == (float(written), decimals, written)
    (percent,) = claims_of([Figure("x", "f1", f"{value * 100:.{decimals}f}%", Span(1))], trimmed=trimmed)
    assert percent is not None
    assert abs(percent.value - value) <= 0.51 * 10 ** -(decimals + 2)
    assert percent.decimals == decimals + 2


@pytest.mark.parametrize("written", ["", "-", ".", "%", "nan", "0.5.5", "1e3", "abc"])
def test_what_is_no_figure_claims_nothing(written: str) -> None:
    assert claims_of([Figure("x", "f1", written, Span(1))], trimmed=True) == [None]


@pytest.mark.parametrize(
    ("written", "value"), [("12304", 12304.0), ("12,304", 12304.0), ("1,234,567", 1234567.0), ("50.0", 50.0)]
)
def test_support_is_a_count(written: str, value: float) -> None:
    (claim,) = claims_of([Figure("x", "support", written, Span(1))], trimmed=False)
    assert claim is not None
    assert (claim.value, claim.decimals) == (value, 0)


@pytest.mark.parametrize(("written", "value"), [("-0.5", -0.5), ("120%", 1.2), ("934", 9.34)])
def test_what_no_fraction_can_be_is_kept(written: str, value: float) -> None:
    (claim,) = claims_of([Figure("x", "f1", written, Span(1))], trimmed=True)
    assert claim is not None
    assert claim.value == value
