"""No setting of a card is passed over in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.run.options import activation_of, max_length_of, options_of
from generator.run.plan import plan
from generator.run.tasks import task_of
from generator.run.unheeded import unheeded_of
from generator.verify_block import Options

CardOf = Callable[..., Card]

SNIPPET = """## How to use

```python
{before}
stage = {stage}
data = spark.createDataFrame([["A fine day."]]).toDF("text")
```

## References

- https://huggingface.co/owner/model
"""


def made(card_of: CardOf, stage: str, head: str = "", before: str = "") -> Card:
    return card_of(head, SNIPPET.format(stage=stage, before=before))


def said(card: Card) -> tuple[str, ...]:
    task, _ = task_of(card)
    assert task is not None
    return unheeded_of(card, task)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (
            'BertForSequenceClassification.pretrained("a").setActivation("sigmoid").setMaxSentenceLength(128)',
            (),
        ),
        (
            'BertForSequenceClassification.pretrained("a").setCaseSensitive(True).setCoalesceSentences(True)',
            (),
        ),
        ('BertForSequenceClassification.pretrained("a").setInputCols(["d"]).setOutputCol("c").setBatchSize(8)', ()),
        ('BertForSequenceClassification.pretrained("a").setActivation("relu")', ("setActivation('relu')",)),
        ('BertForSequenceClassification.pretrained("a").setMultilabel(True).setThreshold(0.5)', ()),
        ('BertForSequenceClassification.pretrained("a").setThreshold(0.3)', ("setThreshold(0.3)",)),
        ('BertForTokenClassification.pretrained("a").setActivation("sigmoid")', ("setActivation('sigmoid')",)),
        (
            'GPT2Transformer.pretrained("a").setMaxOutputLength(50).setDoSample(False).setTopK(50)',
            ("setTopK(50)",),
        ),
        (
            'GPT2Transformer.pretrained("a").setDoSample(True).setMaxOutputLength(9999)',
            ("setDoSample(True)", "setMaxOutputLength(9999)"),
        ),
        ('T5Transformer.pretrained("a").setTask("gec:").setMaxNewTokens(20)', ()),
        ('T5Transformer.pretrained("a").setTask(task).setInputCols(columns)', ("setTask(…)",)),
        ('MarianTransformer.pretrained("a").setMaxInputLength(40).setLangId(">>fra<<").setRandomSeed(1)', ()),
        ('BGEEmbeddings.pretrained("a").setUseCLSToken(True).setDimension(3)', ("setUseCLSToken(True)",)),
        (
            'ViTForImageClassification.pretrained("a").setDoResize(True).setImageMean([0.5, 0.5]).setEngine("onnx")',
            ("setDoResize(True)", "setImageMean(…)"),
        ),
        ('WhisperForCTC.pretrained("a").setLanguage("<|de|>").setTask("<|translate|>")', ()),
        ('WhisperForCTC.pretrained("a").setTask("<|sing|>")', ("setTask('<|sing|>')",)),
        ('Wav2Vec2ForCTC.pretrained("a").setSamplingRate(8000)', ("setSamplingRate(8000)",)),
        ('BertForMultipleChoice.pretrained("a").setChoicesDelimiter("|").setMaxSentenceLength(64)', ()),
        (
            'BertForZeroShotClassification.pretrained("a").setCandidateLabels(["a", "b"]).setEntailmentIdParam(2)',
            ("setEntailmentIdParam(2)",),
        ),
    ],
)
def test_what_a_snippet_sets_is_followed_or_said(card_of: CardOf, stage: str, expected: tuple[str, ...]) -> None:
    assert said(made(card_of, stage)) == expected


def test_sentences_are_not_cut_and_the_record_says_so(card_of: CardOf) -> None:
    stage = 'BertForSequenceClassification.pretrained("a").setCoalesceSentences(True)'
    card = made(card_of, stage, before="sentences = SentenceDetector()")
    whole = "SentenceDetector: each text is read as a whole, not sentence by sentence"
    assert said(card) == ("setCoalesceSentences(True)", whole)
    planned = plan(card)
    assert planned.request is not None
    assert planned.request.unheeded == said(card)
    assert planned.sha256 != plan(made(card_of, stage)).sha256


def test_of_two_lengths_the_one_not_taken_is_said(card_of: CardOf) -> None:
    stage = 'BertForSequenceClassification.pretrained("a").setMaxSentenceLength(128)'
    rows = "\n\n## Model Information\n\n|Max Sentence Length:|512|\n"
    card = card_of("", SNIPPET.format(stage=stage, before="").replace("\n## References", rows + "\n## References"))
    assert max_length_of(card) == 512
    assert said(card) == ("setMaxSentenceLength(128)",)


def test_the_verify_block_decides_and_may_be_out_of_place(card_of: CardOf) -> None:
    stage = 'BertForSequenceClassification.pretrained("a").setActivation("sigmoid")'
    card = made(card_of, stage, "verify: {activation: softmax, prefix: 'a:', candidate_labels: [a], max_length: 9}")
    assert said(card) == ("verify.candidate_labels: ['a']", "verify.prefix: a:")
    card = card_of("annotator: ViTForImageClassification\nverify: {max_length: 9, case_sensitive: false}")
    assert said(card) == ("verify.case_sensitive: False", "verify.max_length: 9")


def test_setters_of_whisper_and_of_several_labels_count(card_of: CardOf) -> None:
    card = made(card_of, 'WhisperForCTC.pretrained("a").setLanguage("<|de|>").setTask("<|translate|>")')
    assert options_of(card) == Options(source_language="de", speech_task="translate")
    card = made(card_of, 'BertForSequenceClassification.pretrained("a").setMultilabel(True)')
    assert activation_of(card) == "sigmoid"
    card = made(card_of, 'MarianTransformer.pretrained("a").setMaxInputLength(40)')
    assert max_length_of(card) == 40
