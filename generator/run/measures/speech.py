"""What was heard beside what was said: word and character error rates by jiwer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.measurement import Metric
from generator.part import significant
from generator.run.intervals import interval_of_sums
from generator.run.job import Prediction
from generator.run.measures.measured import Measured, signed
from generator.run.rows import Row
from generator.run.trouble import RunFailed


def recognized(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """WER and CER of the texts as they are: case and punctuation count. Of several right ones the nearest does."""
    import jiwer  # noqa: PLC0415  only benchmarks need it

    silent = next((row for row in rows if not all(text.strip() for text in row.gold)), None)
    if silent:
        raise RunFailed(f"{silent.where}: an empty target has no words that could be heard wrong")
    given = [prediction.labels[0] for prediction in predictions]
    pairs = [(row.gold, text) for row, text in zip(rows, given, strict=True)]
    words = [_nearest(jiwer.process_words, gold, text) for gold, text in pairs]
    characters = [_nearest(jiwer.process_characters, gold, text) for gold, text in pairs]
    return Measured(
        [_rate("wer", words), _rate("cer", characters)], "-wer", [-wrong / total for wrong, total in words], best=0.0
    )


def _nearest(process: Any, gold: Sequence[str], text: str) -> tuple[int, int]:
    """Errors and length of the right text with the least errors for its length."""
    counts = []
    for right in gold:
        found = process(right, text)
        wrong = found.substitutions + found.deletions + found.insertions
        counts.append((wrong, found.hits + found.substitutions + found.deletions))
    return min(counts, key=lambda count: count[0] / count[1])


def _rate(name: str, counts: Sequence[tuple[int, int]]) -> Metric:
    around = interval_of_sums(counts, lambda sums: sums[:, 0] / sums[:, 1])
    value = sum(wrong for wrong, _ in counts) / sum(total for _, total in counts)
    how = signed("jiwer", "case:mixed", "punctuation:yes")
    return Metric(name=name, value=significant(value), unit="fraction", interval=around, signature=how)
