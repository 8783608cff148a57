from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.evaluation_data import EvaluationData
from generator.run.plan import pinned, plan
from generator.run.readiness import reason_not_to_run

CardOf = Callable[..., Card]

SEQUENCE = "annotator: BertForSequenceClassification"
LINK = "## References\n\n- https://huggingface.co/owner/model\n"
SNIPPET = """## How to use

```python
data = spark.createDataFrame([["A fine day."]]).toDF("text")
```

"""
VERIFY = """annotator: BertForSequenceClassification
verify:
  source: path:models/a
  samples:
    - text: A fine day.
"""


def test_a_card_with_sample_and_link_is_planned(card_of: CardOf) -> None:
    planned = plan(card_of(SEQUENCE, SNIPPET + LINK))
    assert planned.reason == ""
    assert planned.request is not None
    assert planned.request.source == "hf:owner/model"
    assert planned.request.origin == "inferred"
    assert planned.request.task == "text-classification"
    assert planned.request.samples == ({"text": "A fine day."},)


@pytest.mark.parametrize(
    ("head", "task"),
    [
        (SEQUENCE, "text-classification"),
        ("annotator: XlmRoBertaForTokenClassification", "token-classification"),
        ("annotator: BertForSequenceClassification\ntask: Named Entity Recognition", "text-classification"),
        ("task: Sentiment Analysis", "text-classification"),
        ("task: [Named Entity Recognition, Part of Speech Tagging]", "token-classification"),
        ("task: [Translation, Pipeline Public]", "translation"),
        ("annotator: MarianTransformer", "translation"),
        ("annotator: T5Transformer\ntask: Summarization", "text2text-generation"),
        ("annotator: GPT2Transformer", "text-generation"),
        ("annotator: BertSentenceEmbeddings\ntask: Embeddings", "sentence-embeddings"),
        ("annotator: XlmRoBertaEmbeddings", "word-embeddings"),
    ],
)
def test_task_follows_the_annotator_and_only_without_one_the_task(card_of: CardOf, head: str, task: str) -> None:
    request = plan(card_of(head, SNIPPET + LINK)).request
    assert request is not None
    assert request.task == task


@pytest.mark.parametrize(
    ("column", "choices", "delimiter"),
    [("choices", "in Rome, in  Paris ,, ", ""), ("context", "in Rome|in Paris", '.setChoicesDelimiter("|")')],
)
def test_choices_are_one_text_in_a_snippet(card_of: CardOf, column: str, choices: str, delimiter: str) -> None:
    snippet = SNIPPET.replace('["A fine day."]', f'["Where?", "{choices}"]').replace(
        '"text"', f'"question", "{column}"'
    )
    stage = f'stage = BertForMultipleChoice.pretrained("a_model"){delimiter}\ndata ='
    request = plan(card_of("annotator: BertForMultipleChoice", snippet.replace("data =", stage) + LINK)).request
    assert request is not None
    assert request.samples == ({"question": "Where?", "choices": "in Rome\nin Paris"},)


def test_a_question_needs_two_choices(card_of: CardOf) -> None:
    snippet = SNIPPET.replace('["A fine day."]', '["Where?", "in Rome"]').replace('"text"', '"question", "choices"')
    planned = plan(card_of("annotator: BertForMultipleChoice", snippet + LINK))
    assert planned.reason.startswith("the sample input has fewer than two choices")


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        ("annotator: NerDLModel", SNIPPET + LINK, "unsupported annotator NerDLModel"),
        (
            "annotator: BertForMultipleChoice",
            SNIPPET + LINK,
            "the sample input has the columns text; the task reads a question and its choices",
        ),
        (
            "annotator: WhisperForCTC",
            SNIPPET + LINK,
            "the card names no sample in `verify`; the task reads an audio: a file of the hub",
        ),
        (
            "annotator: ViTForImageClassification\nverify: {samples: [{text: a}]}",
            LINK,
            "the sample input has the columns text; the task reads an image: a file of the hub",
        ),
        (
            SEQUENCE + "\nverify: {samples: [{image: a.png}]}",
            LINK,
            "the sample input has the columns image; the task reads one text",
        ),
        ("annotator: TapasForQuestionAnswering", SNIPPET + LINK, "unsupported annotator TapasForQuestionAnswering"),
        ("task: Lemmatization", SNIPPET + LINK, "unsupported task Lemmatization"),
        (
            "task: [Text Classification, Part of Speech Tagging]",
            SNIPPET + LINK,
            "unsupported task Text Classification, Part of Speech Tagging",
        ),
        ("supported: true", SNIPPET + LINK, "the card names neither an annotator nor a task"),
        (SEQUENCE, LINK, "the card has no sample input"),
        (
            SEQUENCE,
            SNIPPET.replace("A fine day.", "PUT YOUR STRING HERE") + LINK,
            "the card has no sample input; found the placeholder 'PUT YOUR STRING HERE'",
        ),
        (
            SEQUENCE,
            SNIPPET.replace('["A fine day."]', '["What?", "That."]').replace('"text"', '"question", "context"') + LINK,
            "the sample input has the columns question, context; the task reads one text",
        ),
    ],
)
def test_what_cannot_be_run_says_why(card_of: CardOf, head: str, body: str, reason: str) -> None:
    card = card_of(head, body)
    planned = plan(card)
    assert planned.request is None
    assert planned.reason == reason_not_to_run(card) == reason


def test_a_card_without_source_has_the_readers_words_for_it(card_of: CardOf) -> None:
    card = card_of(SEQUENCE, SNIPPET)
    assert card.source.problem
    assert plan(card).reason == card.source.problem


def test_the_verify_block_decides(card_of: CardOf) -> None:
    block = VERIFY + "  task: token-classification\n  max_length: 64\n  benchmark:\n    data: data/test.jsonl\n"
    request = plan(card_of(block, SNIPPET.replace("fine", "wet") + LINK)).request
    assert request is not None
    assert (request.task, request.max_length) == ("token-classification", 64)
    assert (request.source, request.origin) == ("path:models/a", "verify")
    assert request.samples == ({"text": "A fine day."},)
    assert request.benchmark == EvaluationData(data="data/test.jsonl")


def test_a_model_that_sees_may_be_measured_on_a_data_set(card_of: CardOf) -> None:
    data = f"  benchmark: {{dataset: hf:o/n, revision: {'0a' * 20}, file: a.parquet}}\n"
    block = "verify:\n  source: path:models/a\n  task: image-classification\n" + data
    request = plan(card_of(block)).request
    assert request is not None
    assert request.benchmark is not None
    assert request.benchmark.place == f"hf:o/n@{'0a' * 20}/a.parquet"


def test_a_benchmark_alone_is_enough(card_of: CardOf) -> None:
    block = f"{SEQUENCE}\nverify:\n  source: path:models/a\n  benchmark:\n    data: data/test.jsonl\n"
    request = plan(card_of(block)).request
    assert request is not None
    assert request.samples == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda head, body: (head, body.replace("fine", "wet")),
        lambda head, body: (head.replace("models/a", "models/b"), body),
        lambda head, body: (head + "  activation: sigmoid\n", body),
        lambda head, body: (head + "  tolerance:\n    score: 0.05\n", body),
        lambda head, body: (head + "      expect:\n        label: Sun\n", body),
        lambda head, body: (head, body + "## Results\n\n```bash\n['Sun']\n```\n"),
        lambda head, body: (head, body + "## Benchmarking\n\n```bash\naccuracy 0.93\n```\n"),
    ],
    ids=["snippet", "source", "activation", "tolerance", "expectation", "results", "benchmarking"],
)
def test_what_is_run_or_compared_is_in_the_digest(
    card_of: CardOf, change: Callable[[str, str], tuple[str, str]]
) -> None:
    assert plan(card_of(VERIFY, SNIPPET)).sha256 != plan(card_of(*change(VERIFY, SNIPPET))).sha256


def test_prose_and_lines_are_not_in_the_digest(card_of: CardOf) -> None:
    results = "## Results\n\n```bash\n['Sun']\n```\n"
    before = plan(card_of(VERIFY, SNIPPET + results))
    after = plan(card_of(f"tags: [weather]\n{VERIFY}", f"More words.\n\n{SNIPPET}Some prose.\n\n{results}"))
    assert before.sha256 == after.sha256


def test_only_a_full_commit_pins() -> None:
    assert pinned("0123456789abcdef0123456789abcdef01234567")
    assert not pinned("main")
    assert not pinned("0123456")
