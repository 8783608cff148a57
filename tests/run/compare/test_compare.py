"""Claims of a card against answers that are given here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.measurement import BenchmarkRun, LabelMetrics
from generator.output import ClassificationOutput, LabelScore, TaggedSpan, TaggedToken, TokenOutput
from generator.record import ClaimCheck, SampleRun
from generator.run.compare import compare, verdict

CardOf = Callable[..., Card]

TOKENS = "annotator: BertForTokenClassification"


def classified(text: str, **scores: float) -> SampleRun:
    order = sorted(scores, key=lambda label: -scores[label])
    return SampleRun(
        input={"text": text},
        output=ClassificationOutput(
            predicted=order[:1], scores=[LabelScore(label=label, score=scores[label]) for label in order]
        ),
    )


def tagged(text: str, *tags: tuple[str, str], spans: list[tuple[str, str]] | None = None) -> SampleRun:
    tokens = [
        TaggedToken(text=word, tag=tag, score=0.9, start=text.index(word), end=text.index(word) + len(word))
        for word, tag in tags
    ]
    found = [
        TaggedSpan(text=word, label=label, score=0.9, start=text.index(word), end=text.index(word) + len(word))
        for word, label in spans or []
    ]
    scheme = "plain" if spans is None else "bio"
    return SampleRun(input={"text": text}, output=TokenOutput(scheme=scheme, tokens=tokens, spans=found))


def usage(*texts: str) -> str:
    rows = ", ".join(f'["{text}"]' for text in texts)
    return f'## How to use\n\n```python\ndata = spark.createDataFrame([{rows}]).toDF("text")\n```\n\n'


def results(printed: str) -> str:
    return f"## Results\n\n```bash\n{printed}\n```\n\n"


def agreement(checks: list[ClaimCheck]) -> list[tuple[str, bool | None]]:
    return [(check.subject, check.agrees) for check in checks]


SUN, RAIN = classified("Sun today.", sun=0.8, rain=0.2), classified("Rain today.", rain=0.7, sun=0.3)
SKY = usage("Sun today.", "Rain today.")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("['sun']\n['rain']", [("sample 1 · label", True), ("sample 2 · label", True)]),
        ("['sun', 'rain']", [("sample 1 · label", True), ("sample 2 · label", True)]),
        ("['rain']\n['rain']", [("sample 1 · label", False), ("sample 2 · label", True)]),
        ("['sun']", [("answer 1 · label", None)]),
        (
            "+------+\n|result|\n+------+\n|[sun] |\n|[rain]|\n+------+",
            [("sample 1 · label", True), ("sample 2 · label", True)],
        ),
        (
            "+----------+\n|result    |\n+----------+\n|[sun, sun]|\n|[sun, rain]|\n+----------+",
            [("sample 1 · label", True), ("sample 2 · label", None)],
        ),
        (
            "|text|label|score|\n|---|---|---|\n|Rain today.|rain|0.705|\n|Sun today.|sun|0.7|",
            [
                ("sample 2 · label", True),
                ("sample 2 · score of rain", True),
                ("sample 1 · label", True),
                ("sample 1 · score of sun", False),
            ],
        ),
        ("|text|class|\n|---|---|\n|Rain t...|rain|", [("sample 2 · label", True)]),
        ("|text|class|\n|---|---|\n|[Sun today.]|[sun]|", [("sample 1 · label", True)]),
        ("|text|class|\n|---|---|\n|Snow today.|snow|", [("answer 1 · label", None)]),
        ("|text|mood|\n|---|---|\n|Sun today.|sun|", [("table", None)]),
    ],
)
def test_results_of_a_text_classifier(card_of: CardOf, printed: str, expected: list[tuple[str, bool | None]]) -> None:
    card = card_of(body=SKY + results(printed))
    assert agreement(compare(card, [SUN, RAIN], None)) == expected


def test_rows_that_outnumber_the_samples_are_not_matched_by_order(card_of: CardOf) -> None:
    table = "+------+\n|result|\n+------+\n|[neg, neg]|\n|[sun, sun]|\n+------+"
    checks = compare(card_of(body=usage("Sun today.") + results(table)), [SUN], None)
    assert [check.agrees for check in checks] == [None, None]
    assert "answers shown: 2, samples: 1" in checks[0].message


def test_results_speak_of_the_snippets_samples_not_of_others(card_of: CardOf) -> None:
    card = card_of(body=usage("Snow today.") + results("['sun']"))
    assert agreement(compare(card, [SUN], None)) == [("sample 1 · label", None)]


def test_labels_with_commas_and_sets_of_labels(card_of: CardOf) -> None:
    scores = [LabelScore(label="Sun, mostly [A]", score=0.9), LabelScore(label="rain", score=0.6)]
    run = SampleRun(
        input={"text": "Sun today."},
        output=ClassificationOutput(predicted=["Sun, mostly [A]", "rain"], scores=scores),
    )
    card = card_of(body=usage("Sun today.") + results("|result|\n|---|\n|rain, Sun, mostly [A]|"))
    assert agreement(compare(card, [run], None, activation="sigmoid")) == [("sample 1 · labels", True)]


SPANS = tagged(
    "Anna lives in New Paris",
    ("Anna", "B-PER"),
    ("lives", "O"),
    ("in", "O"),
    ("New", "B-LOC"),
    ("Paris", "I-LOC"),
    spans=[("Anna", "PER"), ("New Paris", "LOC")],
)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "|chunk    |ner_label|\n|---------|---------|\n|Anna     |PER      |\n|New Paris|LOC      |",
            [("span Anna", True), ("span New Paris", True), ("number of spans", True)],
        ),
        (
            "|chunk|ner_label|\n|---|---|\n|New Paris|ORG|",
            [("span New Paris", False), ("number of spans", False)],
        ),
        (
            "|chunk|entity|\n|---|---|\n|Anna|PER|\n|Paris|LOC|",
            [("span Anna", True), ("span Paris", False), ("number of spans", True)],
        ),
        (
            "|chunk|ner_label|\n|---|---|\n|Rome|observed no such span|\n|New Paris|LOC|",
            [("span Rome", False), ("span New Paris", True), ("number of spans", True)],
        ),
        ("|token|ner|\n|---|---|\n|Anna|B-PER|\n|New Paris|B-LOC|", [("word Anna", True), ("word New Paris", None)]),
        ("[B-PER, O, O, B-LOC, I-LOC]", [("sample 1 · tags", True)]),
        ("[B-PER, O, O, B-LOC, O]", [("sample 1 · tags", False)]),
        ("[B-PER, O]", [("sample 1 · tags", None)]),
        ("['PER', 'LOC']", [("sample 1 · tags", True)]),
    ],
)
def test_results_of_a_tagger(card_of: CardOf, printed: str, expected: list[tuple[str, bool | None]]) -> None:
    card = card_of(TOKENS, usage("Anna lives in New Paris") + results(printed))
    assert agreement(compare(card, [SPANS], None)) == expected


def test_a_span_that_the_card_leaves_out_is_named(card_of: CardOf) -> None:
    card = card_of(TOKENS, usage("Anna lives in New Paris") + results("|chunk|ner_label|\n|---|---|\n|Anna|PER|"))
    assert compare(card, [SPANS], None)[-1].message == (
        "number of spans: claimed 1, observed 2; not claimed: New Paris (LOC)"
    )


def test_a_table_without_rows_claims_nothing(card_of: CardOf) -> None:
    table = "+-----+---------+\n|chunk|ner_label|\n+-----+---------+\n+-----+---------+"
    checks = compare(card_of(TOKENS, usage("It rains") + results(table)), [tagged("It rains", ("It", "O"))], None)
    assert checks
    assert verdict(checks)[0] == "measured"


def test_spans_of_a_plain_tagger_are_not_checked(card_of: CardOf) -> None:
    card = card_of(TOKENS, usage("It rains") + results("|chunk|ner_label|\n|---|---|\n|It|PER|"))
    run = tagged("It rains", ("It", "PRON"), ("rains", "VERB"))
    assert agreement(compare(card, [run], None)) == [("span It", None)]


def test_expectations(card_of: CardOf) -> None:
    head = """annotator: BertForSequenceClassification
verify:
  source: path:m
  tolerance:
    score: 0.02
  samples:
    - text: Sun today.
      expect: {label: sun, score: 0.79}
    - text: Rain today.
      expect: {label: sun, labels: [rain], tags: [NOUN]}"""
    checks = compare(card_of(head), [SUN, RAIN], None)
    assert agreement(checks) == [
        ("sample 1 · label", True),
        ("sample 1 · score", True),
        ("sample 2 · label", False),
        ("sample 2 · labels", True),
        ("sample 2 · tags", None),
    ]
    assert checks[1].message == "sample 1 · score: claimed 0.79, observed 0.8; differs by 0.01, allowed 0.02"
    assert {check.where for check in checks} == {"verify"}
    assert [check.line for check in checks] == sorted(check.line for check in checks)


def metric(label: str, precision: float, recall: float, f1: float, support: int) -> LabelMetrics:
    return LabelMetrics(label=label, precision=precision, recall=recall, f1=f1, support=support)


BENCHMARK = BenchmarkRun(
    data="test.jsonl",
    sha256="0" * 64,
    rows=100,
    level="row",
    accuracy=0.915,
    labels=[metric("Sports", 0.9, 0.93, 0.915, 40), metric("World", 0.93, 0.9, 0.9149, 60)],
    averages=[metric("macro avg", 0.915, 0.915, 0.915, 100), metric("micro avg", 0.915, 0.915, 0.915, 100)],
)
REPORT = """              precision    recall  f1-score   support

Sports             0.90      0.93      0.93        40
Weather            0.90      0.93      0.93        40
World              0.93      0.90      0.91        61

accuracy                               0.92       100
macro avg          0.92      0.92      0.90       100"""


def test_figures(card_of: CardOf) -> None:
    checks = compare(card_of(body=f"## Benchmarking\n\n```bash\n{REPORT}\n```\n"), [], BENCHMARK)
    by_subject = {check.subject: check for check in checks}
    assert by_subject["precision of Sports"].agrees is True
    assert by_subject["f1 of Sports"].agrees is False
    assert by_subject["f1 of Sports"].message == (
        "f1 of Sports: claimed 0.93, measured 0.915; differs by 0.015, allowed 0.01"
    )
    assert by_subject["f1 of Weather"].agrees is None
    assert by_subject["f1 of World"].agrees is True
    assert by_subject["support of World"].agrees is False
    assert by_subject["accuracy"].agrees is True
    assert by_subject["f1 of macro avg"].agrees is False
    assert verdict(checks)[0] == "mismatch"


def test_figures_in_percent_are_the_same_claims(card_of: CardOf) -> None:
    checks = compare(card_of(body="## Benchmarking\n\n```bash\naccuracy: 91.5%\n```\n"), [], BENCHMARK)
    assert [(check.agrees, check.claimed, check.allowed) for check in checks] == [(True, "0.915", 0.0055)]


def test_a_plain_one_is_not_rounded(card_of: CardOf) -> None:
    (check,) = compare(card_of(body="## Benchmarking\n\n```bash\naccuracy: 1\n```\n"), [], BENCHMARK)
    assert check.agrees is False
    assert check.message == "accuracy: claimed 1, measured 0.915; differs by 0.085, allowed 0.005"


def test_figures_without_evaluation_data_are_not_checked(card_of: CardOf) -> None:
    checks = compare(card_of(body="## Benchmarking\n\n```bash\naccuracy: 0.93\n```\n"), [], None)
    assert agreement(checks) == [("accuracy", None)]
    assert verdict(checks) == (
        "measured",
        f"ran; the card's one claim could not be checked: {checks[0].message}",
    )
    assert checks[0].message == "accuracy: claimed 0.93, not checked: the card names no evaluation data"


def test_an_unread_block_is_a_claim_that_was_not_checked(card_of: CardOf) -> None:
    card = card_of(body=results("This is prose.") + "## Benchmarking\n\n```bash\nmore prose\n```\n")
    assert [(check.where, check.agrees) for check in compare(card, [], None)] == [
        ("results", None),
        ("benchmarking", None),
    ]


def test_verdicts(card_of: CardOf) -> None:
    right = compare(card_of(body=SKY + results("['sun']\n['rain']")), [SUN, RAIN], None)
    assert verdict(right) == ("verified", "agrees with all 2 claims that could be checked")
    wrong = compare(card_of(body=SKY + results("['rain']\n['sun']")), [SUN, RAIN], None)
    assert verdict(wrong) == (
        "mismatch",
        "sample 1 · label: claimed rain, observed sun (and 1 more of 2 claims differ)",
    )
    assert verdict([]) == ("measured", "ran; the card claims nothing about what the model answers")
