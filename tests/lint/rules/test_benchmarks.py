"""BE: figures of Benchmarking, recomputed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostic import Diagnostic

Found = list[tuple[str, int, int, str]]

HEADER = "label  precision  recall  f1-score  support\n"
COUNTS = "label  tp  fp  fn  prec  rec  f1\n"
ROWS = "World  0.80  0.60  0.69  100\nSports  0.60  0.80  0.69  300\n"
TAGS = "World  6  3  2  0.67  0.75  0.71\nSports  4  1  4  0.80  0.50  0.62\n"
TABLE = "|label|tp|fp|fn|prec|rec|f1|\n|-|-|-|-|-|-|-|\n|World|6|3|2|0.67|0.75|0.71|\n|Sports|4|1|4|0.80|0.50|0.62|"
CONLL = (
    "processed 100 tokens with 10 phrases; found: 8 phrases; correct: 6.\n"
    "accuracy:  90.00%; (non-O)\n"
    "accuracy:  95.00%; precision:  {precision}%; recall:  60.00%; FB1:  66.67\n"
)


def findings(found: Callable[..., Found], printed: str) -> list[tuple[str, str]]:
    """Rules and messages, but for the form of the table, which is tested with its fix."""
    body = found("BE", markdown=f"## Benchmarking\n\n```bash\n{printed}\n```\n")
    return [(code, message) for code, _, _, message in body if code != "BE011"]


@pytest.mark.parametrize(
    ("printed", "code", "message"),
    [
        ("label  prec  rec\nWorld  -0.5  0.6", "BE001", "precision of World is -0.5, beyond 0 to 1 and 0 to 100 %"),
        ("accuracy: 120%", "BE001", "accuracy is 120%, beyond 0 to 1 and 0 to 100 %"),
        (HEADER + "World  0.9  0.1  0.9  5", "BE002", "F1 of World is 0.9, but precision 0.9 and recall 0.1 make 0.2"),
        (
            "World: precision: 88.34%; recall: 95.20%; FB1: 81.64",
            "BE002",
            "F1 of World is 81.64, but precision 88.34% and recall 95.20% make 0.9164",
        ),
        (COUNTS + "World  9  1  1  0.90  0.80  0.85", "BE003", "recall of World is 0.80, but 9 tp and 1 fn make 0.90"),
        (
            "label  tp  fp  fn  f1\nWorld  9  1  1  0.95",
            "BE003",
            "f1 of World is 0.95, but 9 tp, 1 fp and 1 fn make 0.90",
        ),
        (CONLL.format(precision="90.00"), "BE003", "precision is 90.00%, but 6 tp and 2 fp make 0.7500"),
        (
            HEADER + ROWS + "macro avg  0.70  0.60  0.69  400",
            "BE004",
            "the macro average of recall is 0.60, but the 2 labels' mean is 0.70",
        ),
        (
            "|label|tp|fp|fn|prec|\n|-|-|-|-|-|\n|World|9|1|0|0.90|\n|Sports|1|1|0|0.50|\n|Macro-average|10|2|0|0.90|",
            "BE004",
            "the macro average of precision is 0.90, but the 2 labels' mean is 0.70",
        ),
        (
            HEADER + ROWS + "weighted avg  0.65  0.65  0.69  400",
            "BE005",
            "the weighted average of recall is 0.65, but the 2 labels make 0.75",
        ),
        (
            HEADER + ROWS + "accuracy  0.69  400\nmacro avg  0.70  0.70  0.69  400",
            "BE006",
            "accuracy is 0.69, but recall and support of the 2 labels make 0.75",
        ),
        (
            HEADER + ROWS + "micro avg  0.69  0.69  0.69  400",
            "BE006",
            "the micro average of recall is 0.69, but recall and support of the 2 labels make 0.75",
        ),
        (
            HEADER + ROWS + "macro avg  0.1  0.1  0.1  401",
            "BE007",
            "support of the macro avg is 401, but the 2 labels have 400",
        ),
        (
            COUNTS + TAGS + "Macro-average  11  4  6  0.65  0.70  0.67",
            "BE007",
            "tp of the macro avg is 11, but the 2 labels have 10",
        ),
        (f"{TABLE}\n\ntp: 10 fp: 5 fn: 6 labels: 2", "BE007", "fp is 5, but the 2 labels have 4"),
        (
            f"{TABLE}\n\nMacro-average prec: 0.855, rec: 0.65, f1: 0.69",
            "BE012",
            "the macro average of precision is 0.855, but the 2 labels shown make 0.735",
        ),
        (
            f"{TABLE}\n\nMicro-average prec: 0.7142857, rec: 0.6350, f1: 0.6667",
            "BE012",
            "the micro average of recall is 0.6350, but the 2 labels shown make 0.6250",
        ),
        (
            HEADER + ROWS + "\nweighted avg prec: 0.65, rec: 0.85",
            "BE012",
            "the weighted average of recall is 0.85, but the 2 labels shown make 0.75",
        ),
        (HEADER + ROWS + "World  0.80  0.60  0.69  100", "BE008", "World has a row in line 69 already"),
        (
            HEADER + "World  0.80  0.60  0.69  100\nB-Rain  0.60  0.80  0.69  300\nWind  0.60  0.80  0.69  300",
            "BE009",
            "Predicted Entities does not name `B-Rain` and `Wind`",
        ),
        (
            "|label|f1|\n|-|-|\n|World|1|2|",
            "BE010",
            "the figures cannot be read: a row has 3 cells, the header 2",
        ),
    ],
)
def test_fails(found: Callable[..., Found], printed: str, code: str, message: str) -> None:
    assert (code, message) in findings(found, printed)
    assert {known for known, _ in findings(found, printed)} == {code}


@pytest.mark.parametrize(
    "printed",
    [
        # The F1 of averages, and of the whole, is another figure.
        HEADER + ROWS + "macro avg  0.70  0.70  0.69  400",
        "precision: 0.9, recall: 0.1, f1: 0.9",
        # A macro F1 may be that of the averages.
        HEADER + ROWS + "macro avg  0.70  0.70  0.70  400",
        # Rounded, cut off, with few bits, with zeros left out.
        HEADER + "World  0.69  0.79  0.73  5",
        COUNTS + "World  1557  84  97  0.9488117  0.9413543  0.94506824",
        COUNTS + "World  54  11  12  0.830  0.8181818  0.8244275",
        # Nothing was found.
        COUNTS + "World  0  0  3  0.0  0.0  0.0",
        HEADER + "World  0.00  0.00  0.00  0",
        # A row is missing for certain, so the averages say nothing.
        "|label|tp|fp|fn|prec|\n|-|-|-|-|-|\n|World|9|1|0|0.9|\n|Macro-average|9|2|0|0.5|",
        # Texts with several labels each: accuracy is of whole texts.
        HEADER + ROWS + "accuracy  0.50  350\nmicro avg  0.64  0.75  0.69  400",
        CONLL.format(precision="75.00"),
        # Averages below the table, of its rows, of its rows without that of no label, and of other data.
        f"{TABLE}\n\ntp: 10 fp: 4 fn: 6 labels: 2\nMacro-average prec: 0.7333, rec: 0.625, f1: 0.6748",
        f"{TABLE}\n\nMicro-average prec: 0.71428573, rec: 0.625, f1: 0.6666667",
        COUNTS + TAGS + "O  90  3  2  0.97  0.98  0.97\n\nMacro-average prec: 0.73, rec: 0.63, f1: 0.68",
        f"Dev:\n\n{TABLE}\n\nTest:\n\nMacro-average prec: 0.9, rec: 0.9, f1: 0.9",
        # Different data, different figures.
        "Dev:\n" + HEADER + ROWS + "\nTest:\n" + HEADER + ROWS,
        # Rows that are no labels.
        "language:   F1-score:\namh  75.76\nhau  91.75",
        "| Model | precision | recall | f1 |\n|-|-|-|-|\n| x | 0.9 | 0.9 | 0.1 |\n| x | 0.9 | 0.9 | 0.1 |",
        # Marks, spelling and what was cut off.
        HEADER + "B-world  0.80  0.60  0.69  100\nI-WORLD  0.80  0.60  0.69  100\nO  0.80  0.60  0.69  100",
        "|label|f1|\n|-|-|\n|World|1|\n|Busin...|1|",
        # Another vocabulary altogether says nothing about single labels.
        HEADER + "LABEL_0  0.80  0.60  0.69  100",
    ],
)
def test_passes(found: Callable[..., Found], printed: str) -> None:
    assert findings(found, printed) == []


@settings(max_examples=60)
@given(
    confusion=st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=3, max_size=3),
    decimals=st.integers(2, 4),
)
def test_a_report_that_was_measured_is_never_doubted(
    *, found: Callable[..., Found], confusion: list[list[int]], decimals: int
) -> None:
    printed = report(["World", "Sports", "Business"], confusion, decimals)
    assert findings(found, printed) == []


def report(labels: list[str], confusion: list[list[int]], decimals: int) -> str:
    """What scikit-learn prints: ``confusion[gold][predicted]`` counts."""
    hits = [confusion[index][index] for index in range(len(labels))]
    support = [sum(row) for row in confusion]
    precision = [ratio(hit, sum(column)) for hit, column in zip(hits, zip(*confusion, strict=True), strict=True)]
    recall = [ratio(hit, total) for hit, total in zip(hits, support, strict=True)]
    f1 = [ratio(2 * p * r, p + r) for p, r in zip(precision, recall, strict=True)]
    columns = [precision, recall, f1]
    total = sum(support)
    macro = [sum(column) / len(labels) for column in columns]
    weighted = [ratio(sum(v * w for v, w in zip(column, support, strict=True)), total) for column in columns]
    rows = [
        *zip(labels, precision, recall, f1, support, strict=True),
        ("macro avg", *macro, total),
        ("weighted avg", *weighted, total),
    ]
    lines = ["  ".join([name, *(f"{value:.{decimals}f}" for value in figures), str(n)]) for name, *figures, n in rows]
    lines.insert(len(labels), f"accuracy  {ratio(sum(hits), total):.{decimals}f}  {total}")
    return HEADER + "\n".join(lines)


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


@pytest.mark.parametrize(("beside", "hint"), [("Business", "did you mean `World`?"), ("World", "")])
def test_no_label_is_suggested_that_has_figures_of_its_own(
    beside: str, hint: str, lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    rows = f"{HEADER}{beside}  0.80  0.60  0.69  100\nWorlds  0.60  0.80  0.69  300"
    files = {"card.md": card_text(markdown=f"## Benchmarking\n\n```bash\n{rows}\n```")}
    assert [item.help for item in lint_files(files) if item.rule == "BE009"] == [hint]


@pytest.mark.parametrize("label", ["MeanOfTransportation", "Total_Cholesterol", "RATINGS_AVERAGE", "B-Total_Count"])
def test_a_label_may_hold_the_word_for_an_average(label: str, found: Callable[..., Found]) -> None:
    rows = f"{label}  0.80  0.60  0.69  100\nPlace  0.60  0.80  0.69  300\n"
    assert findings(found, HEADER + rows + "macro avg  0.70  0.70  0.69  400") == []
    ((code, message),) = findings(found, HEADER + rows + "macro avg  0.70  0.70  0.69  410")
    assert (code, message) == ("BE007", "support of the macro avg is 410, but the 2 labels have 400")
