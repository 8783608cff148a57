"""Text classification: softmax for one label of several, sigmoid where several may be right."""

from __future__ import annotations

from typing import Literal

import torch
from transformers import AutoModelForSequenceClassification

from generator.record import ClassificationOutput, LabelScore, Output
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import batches
from generator.verify_block import ActivationName

#: Sigmoid scores from here on are predicted labels.
_THRESHOLD = 0.5


class TextClassification:
    """A loaded text classifier."""

    scheme: Literal["plain"] = "plain"

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job.model, AutoModelForSequenceClassification, job.max_length)
        problem = self.loaded.model.config.problem_type
        if problem == "regression":
            raise RunFailed("the model is a regression: it gives a number and no label, which is not supported")
        multi_label = problem == "multi_label_classification"
        self.activation: ActivationName = job.activation or ("sigmoid" if multi_label else "softmax")
        if len(self.loaded.labels) == 1 and self.activation == "softmax":
            raise RunFailed("the model has one label: its softmax is always 1, so it says nothing")

    def outputs(self, texts: list[str]) -> list[Output]:
        """The scores of every label for each text."""
        return [self._output(text) for text in texts]

    def _output(self, text: str) -> ClassificationOutput:
        scores = self._scores([text])[0]
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))
        limit = self.loaded.max_length
        return ClassificationOutput(
            predicted=self._predicted(scores),
            scores=[LabelScore(label=self.loaded.labels[n], score=round(scores[n], 4)) for n in order],
            truncated=limit is not None and self.loaded.lengths([text])[0] > limit,
        )

    def predictions(self, job: Job) -> list[list[str]]:
        """The predicted labels of each text."""
        found: list[list[str]] = [[] for _ in job.texts]
        for batch in batches(self.loaded.lengths(job.texts) if job.texts else [], job.batch_size):
            for at, scores in zip(batch, self._scores([job.texts[at] for at in batch]), strict=True):
                found[at] = self._predicted(scores)
        return found

    def _scores(self, texts: list[str]) -> list[list[float]]:
        logits = self.loaded.logits(self.loaded.encode(texts, padding=True, return_tensors="pt"))
        scores = logits.softmax(-1) if self.activation == "softmax" else torch.sigmoid(logits)
        return [[float(score) for score in row] for row in scores]

    def _predicted(self, scores: list[float]) -> list[str]:
        labels = self.loaded.labels
        if self.activation == "softmax":
            return [labels[scores.index(max(scores))]]
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))
        return [labels[number] for number in order if scores[number] >= _THRESHOLD]
