"""Text classification: softmax for one label of several, sigmoid where several may be right, numbers of regressions."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from transformers import AutoModelForSequenceClassification

from generator.output import ClassificationOutput, NamedNumber, NumberOutput
from generator.part import significant
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.scores import classed, classified
from generator.run.worker.tasks.base import TextRunner, texts_of


class TextClassification(TextRunner):
    """A loaded text classifier, or a regression, which gives numbers and no labels."""

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModelForSequenceClassification)
        self.options = job.options
        self._regression = self.loaded.config.problem_type == "regression"
        if self._regression:
            if job.activation:
                raise RunFailed(f"the model is a regression: it gives numbers, which take no {job.activation}")
            return
        self.activation = self.loaded.activation(job.activation)

    @property
    def labels(self) -> list[str]:
        """The model's own labels."""
        return self.loaded.labels

    def answer(self, text: str) -> ClassificationOutput | NumberOutput:
        """The score of every label, or the number that a regression gives."""
        truncated = self.loaded.truncates(text)
        if self._regression:
            row = self.loaded.logits(self.loaded.encode([text], return_tensors="pt"))[0]
            numbers = [
                NamedNumber(label=label, value=significant(float(value)))
                for label, value in zip(self.labels, row, strict=True)
            ]
            return NumberOutput(numbers=numbers, truncated=truncated)
        return classified(self.labels, self._scores([text])[0], self.activation, truncated=truncated)

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Of each text, in tokens."""
        return self.loaded.keep(texts_of(rows))

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The predicted labels of each text, or the number that a regression gives."""
        texts = texts_of(rows)
        if self._regression:
            logits = self.loaded.logits(self.loaded.kept(texts))
            return [Prediction(value=significant(float(row[0]))) for row in logits]
        return [classed(self.labels, scores, self.activation) for scores in self._scores(texts)]

    def _scores(self, texts: list[str]) -> list[list[float]]:
        logits = self.loaded.logits(self.loaded.kept(texts))
        scores = logits.softmax(-1) if self.activation == "softmax" else torch.sigmoid(logits)
        found: list[list[float]] = scores.tolist()
        return found
