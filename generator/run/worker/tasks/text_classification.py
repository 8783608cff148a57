"""Text classification: softmax for one label of several, sigmoid where several may be right, numbers of regressions."""

from __future__ import annotations

import torch
from transformers import AutoModelForSequenceClassification

from generator.output import ClassificationOutput, NamedNumber, NumberOutput
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.numbers import significant
from generator.run.worker.scores import classified, confidence, predicted
from generator.run.worker.tasks.base import Prediction, TextRunner, batches


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

    def predictions(self, job: Job) -> list[Prediction]:
        """The predicted labels of each text."""
        if self._regression and job.texts:
            raise RunFailed("the model is a regression: it gives numbers, and the evaluation data has labels")
        found: dict[int, Prediction] = {}
        for batch in batches(self.loaded.lengths(job.texts) if job.texts else [], job.batch_size):
            for at, scores in zip(batch, self._scores([job.texts[at] for at in batch]), strict=True):
                labels = predicted(self.labels, scores, self.activation)
                found[at] = Prediction(labels, confidence(scores, self.activation))
        return [found[at] for at in range(len(job.texts))]

    def _scores(self, texts: list[str]) -> list[list[float]]:
        logits = self.loaded.logits(self.loaded.encode(texts, padding=True, return_tensors="pt"))
        scores = logits.softmax(-1) if self.activation == "softmax" else torch.sigmoid(logits)
        return [[float(score) for score in row] for row in scores]
