"""Texts beside the right ones: BLEU and chrF by sacreBLEU, ROUGE by rouge-score."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from generator.measurement import Metric
from generator.part import significant
from generator.run.intervals import interval_of_sums
from generator.run.job import Prediction
from generator.run.measures.measured import Measured, mean, signed
from generator.run.rows import Row

_ROUGES = ("rouge1", "rouge2", "rougeL")
#: Scripts without blanks between words. sacreBLEU has a way to cut Chinese; the others are cut into characters.
_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_BLANKS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff]")
_WORD = re.compile(r"\w+")
#: More than every third letter: a quoted name does not make a text Chinese.
_MANY = 1 / 3


def translated(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """BLEU and chrF; the rows are told apart by their own chrF."""
    given = [prediction.labels[0] for prediction in predictions]
    metrics, each = _sacrebleu([row.gold for row in rows], given)
    return Measured(metrics, "chrf", each, best=100.0)


def summarized(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """ROUGE; the rows are told apart by their own ROUGE-L."""
    given = [prediction.labels[0] for prediction in predictions]
    metrics, each = _rouge([row.gold for row in rows], given)
    return Measured(metrics, "rougeL", each)


def generated(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """How often a text is just the right one, and all of the above."""
    gold, given = [row.gold for row in rows], [prediction.labels[0] for prediction in predictions]
    same = [float(any(right.split() == text.split() for right in of)) for of, text in zip(gold, given, strict=True)]
    shared, each = _sacrebleu(gold, given)
    exact = mean("exact_match", same, "case:mixed|blanks:no")
    return Measured([exact, *shared, *_rouge(gold, given)[0]], "chrf", each, best=100.0)


def _sacrebleu(gold: Sequence[Sequence[str]], given: Sequence[str]) -> tuple[list[Metric], list[float]]:
    """The figures of the whole, and the chrF of each row."""
    from sacrebleu.metrics import BLEU, CHRF  # noqa: PLC0415  only benchmarks need it

    # sacreBLEU wants the first references of all rows, then the second ones; a row may have none there.
    most = max(map(len, gold))
    references = [[of[at] if at < len(of) else None for of in gold] for at in range(most)]
    tokenize = _tokenizer([text for of in gold for text in of])
    metrics = [
        _scored("bleu", BLEU(tokenize=tokenize, force=True), given, references),
        _scored("chrf", CHRF(), given, references),
    ]
    alone = CHRF()
    return metrics, [alone.sentence_score(text, list(of)).score for text, of in zip(given, gold, strict=True)]


def _scored(name: str, scorer: Any, given: Sequence[str], references: Sequence[Sequence[str | None]]) -> Metric:
    """The score of the whole, and its interval from the statistics that sacreBLEU adds up."""
    whole = scorer.corpus_score(given, references)
    rows = scorer._extract_corpus_statistics(given, references)  # noqa: SLF001  made for this, as its docstring says

    def scores(sums: Any) -> list[float]:
        return [scorer._compute_score_from_stats([int(n) for n in row]).score for row in sums]  # noqa: SLF001  the same

    around = interval_of_sums(rows, scores)
    how = str(scorer.get_signature())
    return Metric(name=name, value=significant(whole.score), unit="percent", interval=around, signature=how)


def _tokenizer(texts: Sequence[str]) -> str:
    """How sacreBLEU is to find words in texts of their script."""
    letters = max(1, sum(len(text) for text in texts))
    bare = sum(len(_NO_BLANKS.findall(text)) for text in texts)
    if bare / letters > _MANY / 2:  # Japanese mixes its own signs with Chinese ones.
        return "char"
    return "zh" if sum(len(_HAN.findall(text)) for text in texts) / letters > _MANY else "13a"


class _Words:
    """Words of any script: rouge-score's own way keeps none but the letters from a to z."""

    def tokenize(self, text: str) -> list[str]:
        """The words, in lower case; signs of scripts without blanks each for itself."""
        return list(_words(text.lower()))


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if _HAN.search(word) or _NO_BLANKS.search(word):
            yield from word
        else:
            yield word


def _rouge(gold: Sequence[Sequence[str]], given: Sequence[str]) -> tuple[list[Metric], list[float]]:
    """The figures of the whole, and the ROUGE-L of each row."""
    from rouge_score.rouge_scorer import RougeScorer  # noqa: PLC0415  only benchmarks need it

    foreign = any(_is_foreign(text) for of in gold for text in of)
    scorer = RougeScorer([*_ROUGES], use_stemmer=not foreign, tokenizer=_Words() if foreign else None)
    each = [scorer.score_multi(list(of), text) for of, text in zip(gold, given, strict=True)]
    how = signed(
        "rouge-score", "stem:no" if foreign else "stem:porter", f"tok:{'words' if foreign else 'a-z0-9'}", "f1"
    )
    metrics = [mean(name, [float(row[name].fmeasure) for row in each], how) for name in _ROUGES]
    return metrics, [float(row["rougeL"].fmeasure) for row in each]


def _is_foreign(text: str) -> bool:
    """Whether it has letters that rouge-score's own way would leave out."""
    return not text.isascii() and any(unicodedata.category(char)[0] == "L" for char in text if not char.isascii())
