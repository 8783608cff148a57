"""Zero-shot classification: a model of entailment says how well each candidate label goes with the text.

As in Yin et al. 2019 (https://arxiv.org/abs/1909.00161): the text is the premise, ``This example is <label>.`` the
hypothesis, and the logit of entailment is the label's.
"""

from __future__ import annotations

from collections.abc import Sequence

from transformers import AutoModelForSequenceClassification

from generator.output import ClassificationOutput
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.scores import classed, classified
from generator.run.worker.tasks.base import TextRunner, texts_of


class ZeroShotClassification(TextRunner):
    """A loaded model of entailment, with the labels to choose from."""

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModelForSequenceClassification)
        self.options = job.options
        self.activation = job.activation or "softmax"
        names = [label.casefold() for label in self.loaded.labels]
        self._entailment = self._numbered("entail", names)
        self._contradiction = self._numbered("contradict", names)

    @staticmethod
    def _numbered(beginning: str, names: list[str]) -> int:
        found = [number for number, name in enumerate(names) if name.startswith(beginning)]
        if len(found) != 1:
            raise RunFailed(f"the model's labels are {', '.join(names)}: none of them, or several, begin {beginning!r}")
        return found[0]

    @property
    def labels(self) -> list[str]:
        """The candidate labels."""
        return self.options.candidate_labels

    def answer(self, text: str) -> ClassificationOutput:
        """The score of every candidate label: of all together (softmax), or of each alone (sigmoid)."""
        scores, truncated = self._scores([text])
        return classified(self.labels, scores[0], self.activation, truncated=truncated)

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Of each text with all its hypotheses, in tokens."""
        hypotheses = sum(self.loaded.lengths(self._hypotheses))
        return [length * len(self.labels) + hypotheses for length in self.loaded.lengths(texts_of(rows))]

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The predicted labels of each text."""
        texts = texts_of(rows)
        together = [texts] if self.loaded.pads else [[text] for text in texts]
        found = [scores for some in together for scores in self._scores(some)[0]]
        return [classed(self.labels, scores, self.activation) for scores in found]

    @property
    def _hypotheses(self) -> list[str]:
        return [self.options.hypothesis.format(label) for label in self.labels]

    def _scores(self, texts: list[str]) -> tuple[list[list[float]], bool]:
        """The score of every label for each text; whether any text was cut off."""
        loaded, labels = self.loaded, len(self.labels)
        pairs = {
            "text": [loaded.cased(text) for text in texts for _ in range(labels)],
            "text_pair": [loaded.cased(hypothesis) for hypothesis in self._hypotheses] * len(texts),
        }
        encoded, truncated = loaded.encode_pairs(pairs, kept="a candidate label")
        logits = loaded.logits(encoded).unflatten(0, (len(texts), labels))  # A text, a label, a verdict.
        if self.activation == "softmax":
            scores = logits[..., self._entailment].softmax(1)
        else:
            scores = logits[..., [self._contradiction, self._entailment]].softmax(2)[..., 1]
        found: list[list[float]] = scores.tolist()
        return found, truncated
