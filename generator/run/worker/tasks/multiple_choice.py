"""Multiple choice: how well each of a few answers goes with a question.

Each choice is read with the question, as Spark NLP does. Where there is a context too, the pair is the context and the
question with the choice, as in SWAG and RACE. Only the question or the context is ever cut, never a choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transformers import AutoModelForMultipleChoice

from generator.output import ChoiceOutput, LabelScore
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import Runner


class MultipleChoice(Runner):
    """A loaded model that chooses."""

    loaded: Loaded

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModelForMultipleChoice)
        self.options = job.options

    def output(self, sample: Mapping[str, str]) -> ChoiceOutput:
        """The score of each choice."""
        choices = sample["choices"].split("\n")
        scores, truncated = self._scores(sample["question"], sample.get("context", ""), choices)
        order = sorted(range(len(choices)), key=lambda at: (-scores[at], at))
        return ChoiceOutput(
            answer=choices[order[0]],
            scores=[LabelScore(label=choices[at], score=round(scores[at], 4)) for at in order],
            truncated=truncated,
        )

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The choice for each row."""
        return [self._chosen(row) for row in rows]

    def _chosen(self, row: RowInput) -> Prediction:
        choices = [str(choice) for choice in row["choices"]]
        scores, _ = self._scores(str(row["question"]), str(row.get("context", "")), choices)
        best = max(scores)
        return Prediction(labels=[choices[scores.index(best)]], confidence=round(best, 4))

    def _scores(self, question: str, context: str, choices: list[str]) -> tuple[list[float], bool]:
        loaded = self.loaded
        seconds = [f"{question} {choice}" if context else choice for choice in choices]
        pairs = {
            "text": [loaded.cased(context or question)] * len(choices),
            "text_pair": [loaded.cased(second) for second in seconds],
        }
        encoded, truncated = loaded.encode_pairs(pairs, kept="a choice")
        given = {
            name: values.unsqueeze(0) for name, values in encoded.items()
        }  # One question: choices and tokens follow.
        logits = loaded.logits(given)
        if logits.shape != (1, len(choices)):
            raise RunFailed(f"the model answered with {tuple(logits.shape)} scores to {len(choices)} choices")
        return [float(score) for score in logits[0].softmax(0)], truncated
