"""Figures of tasks without labels: rows with known answers and predictions → figures. Pure.

The libraries that compute them are imported where they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from generator.run.job import Prediction
from generator.run.measures import answers, numbers, speech, texts
from generator.run.measures.measured import Measured
from generator.run.rows import Row

__all__ = ["MEASURES", "Measured"]

_Measure: TypeAlias = Callable[[Sequence[Row], Sequence[Prediction]], Measured]

#: By the task's name; a text classifier that gives numbers is a ``regression``.
MEASURES: Mapping[str, _Measure] = {
    "regression": numbers.regression,
    "sentence-embeddings": numbers.similarity,
    "question-answering": answers.extracted,
    "fill-mask": answers.filled,
    "multiple-choice": answers.chosen,
    "translation": texts.translated,
    "summarization": texts.summarized,
    "text2text-generation": texts.generated,
    "text-generation": texts.generated,
    "automatic-speech-recognition": speech.recognized,
}
