from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from patience import SOON

from generator.card import Card, MetricClaim, Report
from generator.diagnostic import Span

Body = Callable[[str], Card]
Figure = tuple[str, str, float, int]


def claims(body: Body, printed: str) -> list[Figure]:
    metrics = body(f"## Benchmarking\n```bash\n{printed}\n```\n").claims.metrics
    return [(claim.row, claim.metric, claim.value, claim.decimals) for claim in metrics]


REPORT = """\
              precision    recall  f1-score   support

  very good       0.92      0.94      0.93     12304
        bad       0.94      0.93      0.93     12696

   accuracy                           0.93     25000
  macro avg       0.93      0.93      0.93     25000
"""


@pytest.mark.parametrize("report", [REPORT, "\n".join(REPORT.splitlines()[2:]), REPORT.replace("f1-score", "f1 score")])
def test_a_report_of_scikit_learn(body: Body, report: str) -> None:
    assert claims(body, report) == [
        ("very good", "precision", 0.92, 2),
        ("very good", "recall", 0.94, 2),
        ("very good", "f1", 0.93, 2),
        ("very good", "support", 12304, 0),
        ("bad", "precision", 0.94, 2),
        ("bad", "recall", 0.93, 2),
        ("bad", "f1", 0.93, 2),
        ("bad", "support", 12696, 0),
        ("", "accuracy", 0.93, 2),
        ("macro avg", "precision", 0.93, 2),
        ("macro avg", "recall", 0.93, 2),
        ("macro avg", "f1", 0.93, 2),
        ("macro avg", "support", 25000, 0),
    ]


def test_pipe_tables(body: Body) -> None:
    table = "|   | label | tp | prec | rec | f1 |\n|--:|:--|--:|--:|--:|--:|\n| 0 | B-PER | 4 | 1 | 0.5 | 0.6667 |\n"
    assert claims(body, table + "| 1 | Macro-average | 4 | 0.25 | 0.5 | 0.6667 |") == [
        ("B-PER", "precision", 1.0, 2),
        ("B-PER", "recall", 0.5, 1),
        ("B-PER", "f1", 0.6667, 4),
        ("macro avg", "precision", 0.25, 2),
        ("macro avg", "recall", 0.5, 1),
        ("macro avg", "f1", 0.6667, 4),
    ]


def test_a_table_without_a_name_for_its_labels(body: Body) -> None:
    table = "|   |   | precision | support |\n|---|---|---|---|\n| 0 | NOUN | 0.5 | 10 |\n| 1 | accuracy | 0.6 | 20 |"
    assert claims(body, table)[:2] == [("NOUN", "precision", 0.5, 1), ("NOUN", "support", 10, 0)]


def test_accuracy_in_a_pipe_table(body: Body) -> None:
    table = "| | precision | f1-score | support |\n|-|-|-|-|\n| A | 0.1 | 0.3 | 4 |\n| accuracy | | 0.9 | 4 |"
    assert claims(body, table)[-1] == ("", "accuracy", 0.9, 1)


def test_a_table_with_a_metric_a_row(body: Body) -> None:
    table = (
        "+---+---+\n| Metric | Score |\n+---+---+\n| Loss | 0.3 |\n| Accuracy | 0.91 |\n| Macro F1 | 0.8 |\n+---+---+"
    )
    assert claims(body, table) == [("", "accuracy", 0.91, 2), ("macro avg", "f1", 0.8, 1)]


def test_columns_of_figures_between_tabs(body: Body) -> None:
    table = "label\t tp\t fp\t prec\t rec\t f1\nB-Drug\t 30\t 1\t 0.95\t 0.94\t 0.93"
    assert claims(body, table) == [
        ("B-Drug", "precision", 0.95, 2),
        ("B-Drug", "recall", 0.94, 2),
        ("B-Drug", "f1", 0.93, 2),
    ]


def test_an_evaluation_of_conll(body: Body) -> None:
    printed = (
        "processed 24686 tokens with 5339 phrases; found: 5331 phrases; correct: 4677.\n"
        "accuracy:  87.88%; (non-O)\n"
        "accuracy:  93.74%; precision:  87.73%; recall:  87.60%; FB1:  87.67\n"
        "            ACTOR: precision:  88.34%; recall:  95.20%; FB1:  91.64  875\n"
    )
    assert claims(body, printed) == [
        ("", "accuracy", 0.9374, 4),
        ("", "precision", 0.8773, 4),
        ("", "recall", 0.876, 4),
        ("", "f1", 0.8767, 4),
        ("ACTOR", "precision", 0.8834, 4),
        ("ACTOR", "recall", 0.952, 4),
        ("ACTOR", "f1", 0.9164, 4),
    ]


def test_an_evaluation_of_conll_with_counts_beside_the_labels(body: Body) -> None:
    printed = (
        "processed 152 tokens with 14 phrases; found: 13 phrases; correct: 10.\n"
        "accuracy:  97.56%; 10 14 13 precision:  76.92%; recall:  71.43%; FB1:  74.07\n"
        "         CARDINAL:  8    9   10 precision:  80.00%; recall:  88.89%; FB1:  84.21  10\n"
        "             DATE:  2    5    3 precision:  66.67%; recall:  40.00%; FB1:  50.00  3\n"
    )
    (report,) = body(f"## Benchmarking\n```bash\n{printed}```\n").claims.reports
    assert [(row.name, dict(row.counts), dict(row.others)) for row in report.rows] == [
        ("", {"tp": 10, "fp": 3, "fn": 4}, {}),
        ("CARDINAL", {"tp": 8, "fp": 2, "fn": 1}, {}),
        ("DATE", {"tp": 2, "fp": 1, "fn": 3}, {}),
    ]
    assert [[claim.written for claim in row.metrics] for row in report.rows] == [
        ["97.56%", "76.92%", "71.43%", "74.07"],
        ["80.00%", "88.89%", "84.21"],
        ["66.67%", "40.00%", "50.00"],
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("accuracy: 0.93", [("", "accuracy", 0.93, 2)]),
        ("Test set accuracy: 0.93", [("", "accuracy", 0.93, 2)]),
        ("Accuracy = 93.5 %", [("", "accuracy", 0.935, 3)]),
        ("accuracy: 93.5%", [("", "accuracy", 0.935, 3)]),
        ("accuracy: 93.5", [("", "accuracy", 0.935, 3)]),
        (
            "Precision=0.74, Recall=0.71, F1-score=0.72",
            [("", "precision", 0.74, 2), ("", "recall", 0.71, 2), ("", "f1", 0.72, 2)],
        ),
        (
            '{\n"eval_loss": 0.2,\n"eval_accuracy": 0.94,\n"eval_f1": 0.9\n}',
            [("", "accuracy", 0.94, 2), ("", "f1", 0.9, 1)],
        ),
        ("macro f1: 0.5", [("macro avg", "f1", 0.5, 1)]),
        ("| Model | precision |\n|---|---|\n| x | 0,7687 |", [("", "precision", 0.7687, 4)]),
        ("| Model | precision |\n|---|---|\n| x | 0.7 |\n| y | 0.8 |", []),
        ("| label | f1 |\n|---|---|\n| x | 93.5 |\n| y | 0.8 |", [("x", "f1", 0.935, 3), ("y", "f1", 0.008, 3)]),
        ("accuracy: 0.5%", [("", "accuracy", 0.005, 3)]),
        ("precision recall\nx 0.5 0.735", [("x", "precision", 0.5, 1), ("x", "recall", 0.735, 3)]),
        (
            "Macro-average\t prec: 0.89, rec: 0.9, f1: 0.91",
            [("macro avg", "precision", 0.89, 2), ("macro avg", "recall", 0.9, 1), ("macro avg", "f1", 0.91, 2)],
        ),
        ("MedNLI Acc: 0.7", []),
        ("The accuracy is good.", []),
        ("accuracy: 1234567", []),
        ("| Task | MNLI |\n|---|---|\n| | 90.2 |", []),
    ],
)
def test_single_figures(body: Body, printed: str, expected: list[Figure]) -> None:
    assert claims(body, printed) == expected


def test_a_figure_knows_its_place_and_how_it_was_written(body: Body) -> None:
    (claim,) = body("## Benchmarking\n```bash\n  accuracy: 93.50%\n```\n").claims.metrics
    assert claim == MetricClaim("", "accuracy", 0.935, 4, "93.50%", Span(8, 3, 8, 19))


def test_what_cannot_be_read_says_why(body: Body) -> None:
    unread = body("## Benchmarking\n```bash\nsee the paper\n```\n").claims.unread
    assert [(text.text, text.span.line) for text in unread] == [
        ("nothing in it is called just precision, recall, F1, support or accuracy", 8)
    ]


def reports(body: Body, printed: str) -> tuple[Report, ...]:
    return body(f"## Benchmarking\n```bash\n{printed}\n```\n").claims.reports


DEV_AND_TEST = "{first}:\n\nlabel  prec  rec\nPER  0.5  0.6\n\n{second}:\n\nlabel  prec  rec\nPER  0.7  0.8\n"


@pytest.mark.parametrize(
    ("first", "second", "splits", "precision"),
    [
        ("Dev", "Test", ["dev", "test"], 0.7),
        ("Test", "Validation set", ["test", "dev"], 0.5),
        ("Train", "Dev", ["train", "dev"], 0.7),
        ("One", "Another", ["", ""], 0.7),
    ],
)
def test_figures_of_different_data_stay_apart(
    body: Body, first: str, second: str, splits: list[str], precision: float
) -> None:
    printed = DEV_AND_TEST.format(first=first, second=second)
    assert [report.split for report in reports(body, printed)] == splits
    assert claims(body, printed)[0] == ("PER", "precision", precision, 1)
    assert len(claims(body, printed)) == 2


def test_a_report_keeps_counts_and_figures_of_other_names(body: Body) -> None:
    (report,) = reports(body, "|label|tp|fp|fn|prec|AUROC|\n|-|-|-|-|-|-|\n|A|3.0|1|2|0.75|0.9|")
    (row,) = report.rows
    assert (report.subject, row.name) == ("label", "A")
    assert (row.counts, row.others) == ({"tp": 3, "fp": 1, "fn": 2}, {"AUROC": "0.9"})
    assert [(claim.metric, claim.value) for claim in row.metrics] == [("precision", 0.75)]


@pytest.mark.parametrize(
    ("printed", "others"),
    [
        ("MedNLI Acc: 0.7, STS (cos): 0.8", {"MedNLI Acc": "0.7", "STS (cos)": "0.8"}),
        ("| Task | MNLI | QQP |\n|:--:|:--:|:--:|\n| | 81.5 | 87.8 |", {"MNLI": "81.5", "QQP": "87.8"}),
        ("STSBenchmark | dev | test |\n-----|----|----|  \nPearson | 0.8 | 0.9 |", {"dev": "0.8", "test": "0.9"}),
        ("XEVAL\tar\tbg\nA model\t80.6\t81.2", {"ar": "80.6", "bg": "81.2"}),
    ],
)
def test_figures_that_are_no_claims_are_still_read(body: Body, printed: str, others: dict[str, str]) -> None:
    (report,) = reports(body, printed)
    assert [row.others for row in report.rows] == [others]
    assert claims(body, printed) == []


def test_models_beside_each_other(body: Body) -> None:
    (report,) = reports(body, "| Model | f1 |\n|---|---|\n| x | 0.7 |\n| y | 0.8 |")
    assert report.compares
    assert [row.name for row in report.rows] == ["x", "y"]


def test_lines_that_continue_a_row(body: Body) -> None:
    (report,) = reports(body, "* precision = 0.916\n* recall = 0.934\n* f1 = 0.925\n")
    assert [[claim.metric for claim in row.metrics] for row in report.rows] == [["precision", "recall", "f1"]]


def test_a_figure_for_each_language(body: Body) -> None:
    assert claims(body, "language:   F1-score:\n--------    --------\namh\t     75.76\nhau\t     91.5\n") == [
        ("amh", "f1", 0.7576, 4),
        ("hau", "f1", 0.915, 3),
    ]


def test_figures_that_cannot_be_are_read_and_not_claimed(body: Body) -> None:
    (report,) = reports(body, "label  prec  rec\nPER  -0.5  0.6\n")
    assert [claim.value for claim in report.rows[0].metrics] == [-0.5, 0.6]
    assert claims(body, "label  prec  rec\nPER  -0.5  0.6\n") == [("PER", "recall", 0.6, 1)]


@pytest.mark.parametrize(
    "piece", ["a:\n", "precision recall\n", "a|b\n-|-\n", "0.1 ", "a: ", "a  b\n", "f1=0.1,", "|a\n"]
)
def test_hostile_prints_take_little_time(body: Body, piece: str) -> None:
    start = time.process_time()
    body("## Benchmarking\n```\n" + piece * (90_000 // len(piece)) + "\n```\n")
    assert time.process_time() - start < SOON


def test_a_table_may_go_on_behind_an_empty_line(body: Body) -> None:
    head = "## Benchmarking\n```bash\n|label|precision|f1|support|\n|---|---|---|---|\n|a|0.5|0.5|10|\n\n"
    whole = body(head + "|macro avg|0.5|0.5|10|\n```\n").claims
    assert [row.name for report in whole.reports for row in report.rows] == ["a", "macro avg"]
    ragged = body(head + "|accuracy| |0.5|10|\n|macro avg|0.5|10|\n```\n").claims
    assert [(text.text, text.span.line) for text in ragged.unread] == [("a row has 3 cells, the header 4", 13)]
