"""What decides how a model is run, wherever the card says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.run.options import activation_of, max_length_of, options_of
from generator.run.plan import plan
from generator.verify_block import Options

CardOf = Callable[..., Card]

SNIPPET = """## How to use

```python
stage = {stage}
data = spark.createDataFrame([["A fine day."]]).toDF("text")
```

## References

- https://huggingface.co/owner/model
"""


def made(card_of: CardOf, stage: str, head: str = "") -> Card:
    return card_of(head, SNIPPET.format(stage=stage))


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (
            'T5Transformer.pretrained("a_model").setTask("gec:").setMaxOutputLength(200).setInputCols(["d"])',
            Options(prefix="gec:", max_new_tokens=200),
        ),
        ('MarianTransformer.pretrained("a_model").setLangId(">>fra<<")', Options(prefix=">>fra<<")),
        (
            'M2M100Transformer.pretrained("a_model").setSrcLang("zh").setTgtLang("en")',
            Options(source_language="zh", target_language="en"),
        ),
        (
            'BertForZeroShotClassification.pretrained("a_model").setCandidateLabels(["a"]).setCaseSensitive(False)',
            Options(candidate_labels=["a"], case_sensitive=False),
        ),
        ('T5Transformer.pretrained("a_model").setMaxOutputLength(10**9).setTask(task)', Options()),
        ('T5Transformer.pretrained("a_model").setMaxOutputLength(999999)', Options()),
    ],
)
def test_setters_of_the_snippet_count(card_of: CardOf, stage: str, expected: Options) -> None:
    assert options_of(made(card_of, stage)) == expected


def test_the_verify_block_counts_more_than_the_snippet(card_of: CardOf) -> None:
    stage = 'T5Transformer.pretrained("a_model").setTask("gec:").setMaxOutputLength(200)'
    card = made(card_of, stage, 'verify:\n  prefix: ""\n  max_new_tokens: 9\n')
    assert options_of(card) == Options(prefix="", max_new_tokens=9)


def test_length_and_activation_of_the_snippet(card_of: CardOf) -> None:
    stage = 'BertForSequenceClassification.pretrained("a_model").setActivation("sigmoid").setMaxSentenceLength(64)'
    card = made(card_of, stage)
    assert (activation_of(card), max_length_of(card)) == ("sigmoid", 64)
    card = made(card_of, stage, "verify: {activation: softmax, max_length: 32}")
    assert (activation_of(card), max_length_of(card)) == ("softmax", 32)


def test_what_a_task_lacks_is_said_before_anything_runs(card_of: CardOf) -> None:
    card = made(card_of, 'BertForZeroShotClassification.pretrained("a_model")')
    assert plan(card).reason == "the card names no candidate labels"
    card = made(card_of, 'BertEmbeddings.pretrained("a_model")', "verify: {benchmark: {data: a.jsonl}}")
    assert plan(card).reason == "nothing can be measured on evaluation data for word-embeddings"
    card = made(card_of, 'BertForQuestionAnswering.pretrained("a_model")')
    assert plan(card).reason == "the sample input has the columns text; the task reads a question and its context"


def test_options_are_in_the_digest(card_of: CardOf) -> None:
    one, other = (made(card_of, f'T5Transformer.pretrained("a_model").setTask("{task}")') for task in ("a:", "b:"))
    assert plan(one).sha256 != plan(other).sha256
