"""Texts and speech, against the libraries used as their own documentation says."""

from __future__ import annotations

import jiwer
import pytest
from sacrebleu import corpus_bleu, corpus_chrf

from generator.run.job import Prediction
from generator.run.measures import MEASURES, Measured
from generator.run.rows import Row
from generator.run.trouble import RunFailed

GOLD = ["The cat sat on the mat in the house.", "It was a bright cold day in April.", "He drank tea."]
GIVEN = ["The cat sat on a mat in the house.", "It was a cold bright day in May.", "He drank tea."]


def measured(task: str, gold: list[list[str]], given: list[str]) -> Measured:
    rows = [Row(f"d:{at}", at, {"text": "x"}, right) for at, right in enumerate(gold, 1)]
    return MEASURES[task](rows, [Prediction(labels=[text]) for text in given])


def test_translations() -> None:
    found = measured("translation", [[text] for text in GOLD], GIVEN)
    bleu, chrf = found.metrics
    assert bleu.value == pytest.approx(corpus_bleu(GIVEN, [GOLD]).score, abs=1e-3)
    assert chrf.value == pytest.approx(corpus_chrf(GIVEN, [GOLD]).score, abs=1e-3)
    assert bleu.signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert (bleu.unit, bleu.name, chrf.name) == ("percent", "bleu", "chrf")
    assert bleu.interval is not None
    assert bleu.interval.low < bleu.value < bleu.interval.high <= 100
    assert found.rows[2] == found.best == 100


def test_rows_may_have_different_numbers_of_right_texts() -> None:
    found = measured(
        "translation", [["A cat sat here.", "The cat sat on a mat in the house."], *[[t] for t in GOLD[1:]]], GIVEN
    )
    assert found.rows[0] == 100
    assert found.metrics[0].value > corpus_bleu(GIVEN, [GOLD]).score


@pytest.mark.parametrize(
    ("text", "tokens"), [("我喜欢猫和狗。", "tok:zh"), ("私は猫が好きです。", "tok:char"), ("ผมชอบแมว", "tok:char")]
)
def test_scripts_without_blanks_are_cut_for_bleu_and_rouge(text: str, tokens: str) -> None:
    metrics = {
        metric.name: metric for metric in measured("text2text-generation", [[text]] * 2, [text, text[:4]]).metrics
    }
    assert tokens in metrics["bleu"].signature
    assert metrics["exact_match"].value == 0.5
    assert 0.5 < metrics["rouge1"].value < 1


def test_summaries() -> None:
    found = measured("summarization", [[text] for text in GOLD], GIVEN)
    from rouge_score.rouge_scorer import RougeScorer  # noqa: PLC0415  it brings much with it

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    for metric in found.metrics:
        each = [scorer.score(right, text)[metric.name].fmeasure for right, text in zip(GOLD, GIVEN, strict=True)]
        assert metric.value == pytest.approx(sum(each) / 3, abs=1e-5)
    assert [metric.name for metric in found.metrics] == ["rouge1", "rouge2", "rougeL"]
    assert found.metrics[0].signature.startswith("rouge-score:")


def test_speech() -> None:
    found = measured("automatic-speech-recognition", [[text] for text in GOLD], GIVEN)
    wer, cer = found.metrics
    assert wer.value == pytest.approx(jiwer.wer(GOLD, GIVEN), abs=1e-6)
    assert cer.value == pytest.approx(jiwer.cer(GOLD, GIVEN), abs=1e-6)
    assert found.rows[2] == found.best == 0
    with pytest.raises(RunFailed, match="d:1: an empty target"):
        measured("automatic-speech-recognition", [[""]], ["a"])
