"""Claims of cards whose model answers with words, a number or a vector."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.card import Card
from generator.output import (
    AnswerOutput,
    ChoiceOutput,
    EmbeddingOutput,
    LabelScore,
    MaskOutput,
    NamedNumber,
    NumberOutput,
    Output,
    TextOutput,
    TranscriptOutput,
    Vector,
)
from generator.record import ClaimCheck, SampleRun
from generator.run.compare import compare

CardOf = Callable[..., Card]

TEXT = TextOutput(text="Elle vit à Paris.", tokens=5, finished=True)
LONG = TextOutput(text="A long text that Spark cuts off.", tokens=9, finished=True)
MASK = MaskOutput(candidates=[LabelScore(label="paris", score=0.8), LabelScore(label="berlin", score=0.1)])
NUMBER = NumberOutput(numbers=[NamedNumber(label="score", value=2.503)])
VECTOR = EmbeddingOutput(
    of="text", pooling="mean", normalized=False, dimension=3, words=0,
    vectors=[Vector(text="a", start=0, end=1, values=[1.0, 2.0, 2.0])],
)  # fmt: skip
WORDS = VECTOR.model_copy(update={"of": "word"})
CHOICE = ChoiceOutput(
    answer="in Paris",
    scores=[
        LabelScore(label="in Paris", score=0.6),
        LabelScore(label="in Rome", score=0.3),
        LabelScore(label="in Paris", score=0.1),
    ],
)
HEARD = TranscriptOutput(text="ELLE VIT À PARIS", seconds=1.5, rate=8000, model_rate=16000)
ANSWER = AnswerOutput(answer="in Paris", score=0.71, start=10, end=18, windows=1)


def verified(card_of: CardOf, output: Output, expect: str, sample: str = "text: Where?") -> list[ClaimCheck]:
    head = f"annotator: MarianTransformer\nverify:\n  samples:\n    - {sample}\n      expect: {expect}\n"
    card = card_of(head)
    assert card.verify is not None
    return compare(card, [SampleRun(input=card.verify.samples[0].columns, output=output)], None)


@pytest.mark.parametrize(
    ("output", "expect", "agrees"),
    [
        (TEXT, '{text: "Elle  vit à\\tParis."}', [True]),
        (TEXT, "{text: Elle vit.}", [False]),
        (TEXT, "{label: pos}", [None]),
        (MASK, "{answer: paris, score: 0.805}", [True, True]),
        (MASK, "{answer: berlin, score: 0.1}", [True, False]),
        (MASK, "{answer: rome, score: 0.1}", [None, False]),
        (CHOICE, "{answer: in Paris, score: 0.6}", [True, True]),
        (CHOICE, "{answer: in Rome, score: 0.3}", [True, False]),
        (HEARD, "{text: ELLE VIT À  PARIS}", [True]),
        (HEARD, "{text: ELLE VIT}", [False]),
        (HEARD, "{label: PARIS}", [None]),
        (NUMBER, "{value: 2.51}", [True]),
        (NUMBER, "{value: 2.52}", [False]),
        (VECTOR, "{vector: [2, 4, 4]}", [True]),
        (VECTOR, "{vector: [1, 2, 1.5]}", [False]),
        (VECTOR, "{vector: [1, 2]}", [False]),
        (WORDS, "{vector: [1, 2, 2]}", [None]),
        (VECTOR, "{text: a}", [None]),
    ],
)
def test_expectations(card_of: CardOf, output: Output, expect: str, agrees: list[bool | None]) -> None:
    assert sorted((check.agrees for check in verified(card_of, output, expect)), key=str) == sorted(agrees, key=str)


def test_a_question_is_told_from_its_context(card_of: CardOf) -> None:
    sample = "question: Where does she live?\n      context: She lives in Paris."
    first, second = verified(card_of, ANSWER, "{answer: in Paris, score: 0.71}", sample)
    assert (first.agrees, second.agrees) == (True, True)
    (wrong,) = verified(card_of, ANSWER, "{answer: Paris}", sample)
    assert wrong.message == "sample 1 · answer: claimed Paris, observed in Paris"


def test_a_cosine_says_how_far_two_vectors_are_apart(card_of: CardOf) -> None:
    (check,) = verified(card_of, VECTOR, "{vector: [0, 0, 1]}")
    assert check.message == (
        "sample 1 · vector: claimed [0, 0, 1], 3 numbers, observed a cosine of 0.666667; "
        "differs by 0.333333, allowed 0.001"
    )


def test_two_questions_about_one_context_have_two_answers(card_of: CardOf) -> None:
    rows = '["Where?", "She lives in Paris."], ["Who?", "She lives in Paris."]'
    code = f'## How to use\n\n```python\ndata = spark.createDataFrame([{rows}]).toDF("question", "context")\n```\n\n'
    card = card_of("annotator: BertForQuestionAnswering", f"{code}## Results\n\n```bash\n['in Paris']\n['She']\n```\n")
    answers = {"Where?": ANSWER, "Who?": ANSWER.model_copy(update={"answer": "She"})}
    runs = [
        SampleRun(input={"question": question, "context": "She lives in Paris."}, output=answer)
        for question, answer in answers.items()
    ]
    assert [check.agrees for check in compare(card, runs, None)] == [True, True]


def test_two_lists_of_choices_have_two_answers(card_of: CardOf) -> None:
    rows = '["Where?", "in Rome, in Paris"], ["Where?", "in Bonn, in Paris"]'
    code = f'## How to use\n\n```python\ndata = spark.createDataFrame([{rows}]).toDF("question", "context")\n```\n\n'
    card = card_of("annotator: BertForMultipleChoice", f"{code}## Results\n\n```bash\n['in Paris']\n['in Bonn']\n```\n")
    runs = [
        SampleRun(input={"question": "Where?", "choices": choices}, output=CHOICE)
        for choices in ("in Rome\nin Paris", "in Bonn\nin Paris")
    ]
    assert [check.agrees for check in compare(card, runs, None)] == [True, False]


def shown(card_of: CardOf, printed: str, output: Output) -> list[tuple[str, bool | None]]:
    code = '## How to use\n\n```python\ndata = spark.createDataFrame([["Where?"]]).toDF("text")\n```\n\n'
    card = card_of("annotator: MarianTransformer", f"{code}## Results\n\n```bash\n{printed}\n```\n")
    checks = compare(card, [SampleRun(input={"text": "Where?"}, output=output)], None)
    return [(check.subject, check.agrees) for check in checks]


@pytest.mark.parametrize(
    ("printed", "output", "expected"),
    [
        ("+---+\n|result|\n+---+\n|[Elle vit à Paris.]|\n+---+", TEXT, [("sample 1 · answer", True)]),
        ("+---+\n|result|\n+---+\n|[Elle vit à Rome.]|\n+---+", TEXT, [("sample 1 · answer", False)]),
        ("+---+\n|translation|\n+---+\n|[A long text that...|\n+---+", LONG, [("sample 1 · answer", True)]),
        ("|text|result|\n|---|---|\n|Where?|E...|", TEXT, [("sample 1 · answer", None)]),
        ("|text|result|\n|---|---|\n|Where?|[Elle vit...]|", TEXT, [("sample 1 · answer", None)]),
        ("|text|answer|\n|---|---|\n|Where?|in Paris|", ANSWER, [("sample 1 · answer", True)]),
        ("|text|answer|\n|---|---|\n|Who?|in Paris|", ANSWER, [("answer 1", None)]),
        ("|text|result|\n|---|---|\n|Where?|paris|", MASK, [("sample 1 · answer", True)]),
        ("|text|score|\n|---|---|\n|Where?|[2.5]|", NUMBER, [("sample 1 · answer", True)]),
        ("|text|score|\n|---|---|\n|Where?|high|", NUMBER, [("sample 1 · answer", None)]),
        ("|text|result|\n|---|---|\n|Where?|[0.1, 2.2...|", VECTOR, [("sample 1 · vector", None)]),
        ("|text|mood|\n|---|---|\n|Where?|good|", TEXT, [("table", None)]),
    ],
)
def test_results(card_of: CardOf, printed: str, output: Output, expected: Any) -> None:
    assert shown(card_of, printed, output) == expected


@pytest.mark.parametrize(
    ("claimed", "how", "agrees", "message"),
    [
        ("elle vit à paris.", "normalized", True, "observed ELLE VIT À PARIS: the same but for case and punctuation"),
        ("elle vit à paris.", "exact", False, "observed ELLE VIT À PARIS: the same but for case and punctuation"),
        ("ELLE VIT À  PARIS", "normalized", True, "observed the same"),
        ("elle vit à rome", "normalized", False, "observed ELLE VIT À PARIS"),
        ("...", "normalized", False, "observed ELLE VIT À PARIS"),
    ],
)
def test_a_text_may_differ_in_case_and_punctuation_where_that_is_allowed(
    card_of: CardOf, claimed: str, how: str, *, agrees: bool, message: str
) -> None:
    block = f"  tolerance: {{text: {how}}}\n  samples:\n    - text: Where?\n      expect: {{text: {claimed!r}}}\n"
    card = card_of(f"annotator: MarianTransformer\nverify:\n{block}")
    (check,) = compare(card, [SampleRun(input={"text": "Where?"}, output=HEARD)], None)
    assert check.agrees is agrees
    assert check.message == f"sample 1 · text: claimed {claimed}, {message}"


def test_what_a_table_cuts_off_may_differ_so_too(card_of: CardOf) -> None:
    code = '## How to use\n\n```python\ndata = spark.createDataFrame([["Where?"]]).toDF("text")\n```\n\n'
    results = "## Results\n\n```bash\n+---+\n|result|\n+---+\n|[elle vit, à paris...|\n+---+\n```\n"
    for how, agrees in {"exact": False, "normalized": True}.items():
        card = card_of(f"annotator: MarianTransformer\nverify: {{tolerance: {{text: {how}}}}}", code + results)
        (check,) = compare(card, [SampleRun(input={"text": "Where?"}, output=HEARD)], None)
        assert check.agrees is agrees
