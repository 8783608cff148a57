"""Claims about figures of tasks without labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.measurement import BenchmarkRun, Metric
from generator.record import ClaimCheck
from generator.run.compare import compare

CardOf = Callable[..., Card]
MEASURED = BenchmarkRun(
    data="d.jsonl",
    sha256="0",
    rows=10,
    level="row",
    metrics=[
        Metric(name="bleu", value=33.9, unit="percent"),
        Metric(name="rouge1", value=0.421, unit="fraction"),
        Metric(name="exact_match", value=0.8123, unit="fraction"),
        Metric(name="f1", value=0.88, unit="fraction"),
        Metric(name="mse", value=2.5, unit="number"),
        Metric(name="pearson", value=-0.25, unit="number"),
    ],
)


def checks(card_of: CardOf, body: str) -> dict[str, ClaimCheck]:
    found = compare(card_of(body=f"## Benchmarking\n\n{body}\n"), [], MEASURED)
    return {check.subject: check for check in found}


ROWS = "|---|---|\n| BLEU | 34.2 |\n| Rouge-1 | 42.1 |\n| Exact | 81.2 |\n| F1 | 88.0 |\n| MSE | 2.5 |\n"
FRACTIONS = "|---|---|\n|BLEU|0.342|\n|rouge 1|0.421|\n|exact match|0.812|\n|f1|0.88|\n|mean squared error|2.5|\n"


@pytest.mark.parametrize(
    "body",
    [
        f"```\n| Metric | Value |\n{ROWS}```",
        f"|metric|value|\n{FRACTIONS}",
        "```\nBLEU: 34.2\nrouge1: 42.1%\nExact match: 81.2\nF1 score: 88.0\nmse: 2.5\n```",
        "```\n| BLEU | Rouge1 | Exact | F1 | MSE |\n|---|---|---|---|---|\n| 34.2 | 42.1 | 81.2 | 88.0 | 2.5 |\n```",
    ],
)
def test_percent_and_fractions_are_the_same_thing(card_of: CardOf, body: str) -> None:
    found = checks(card_of, body)
    assert {subject: check.agrees for subject, check in found.items()} == dict.fromkeys(
        ("bleu", "rouge1", "exact_match", "f1", "mse"), True
    )
    assert found["bleu"].message == "bleu: claimed 34.2, measured 33.9; differs by 0.3, allowed 0.55"
    assert found["mse"].message == "mse: claimed 2.5, measured 2.5; differs by 0, allowed 0.06"


def test_what_differs_and_what_was_not_measured(card_of: CardOf) -> None:
    found = checks(card_of, "```\nBLEU: 36\nchrF: 55.1\nchrF++: 54\naccuracy: 0.9\nPearson: 0.25\n```")
    assert {subject: check.agrees for subject, check in found.items()} == {
        "bleu": False,
        "chrf": None,
        "accuracy": None,
        "pearson": False,
    }
    assert found["chrf"].message == "chrf: claimed 0.551, not checked: chrf is not measured for this task"


def test_labels_have_no_such_figures(card_of: CardOf) -> None:
    labelled = BenchmarkRun(data="d.jsonl", sha256="0", rows=10, level="row", accuracy=0.9)
    (check,) = compare(card_of(body="## Benchmarking\n\n```\nBLEU: 34.2\n```\n"), [], labelled)
    assert check.agrees is None
