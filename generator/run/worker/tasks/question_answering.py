"""Extractive question answering: the stretch of the context that answers the question best.

A context that is longer than the model reads is read in windows that overlap; the best answer of all of them counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import torch
from transformers import AutoModelForQuestionAnswering

from generator.output import AnswerOutput
from generator.run.conventions import LONGEST_ANSWER, WINDOW_OVERLAP
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import Runner


class _Window(NamedTuple):
    """A part of a context with the question: what the model reads, and where of it the context's tokens stand."""

    inputs: dict[str, list[int]]
    inside: list[bool]
    offsets: list[tuple[int, int]]


class QuestionAnswering(Runner):
    """A loaded model that answers questions."""

    loaded: Loaded

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModelForQuestionAnswering, offsets=True)
        self.options = job.options

    def output(self, sample: Mapping[str, str]) -> AnswerOutput:
        """The best answer to a question about a context."""
        return self._answers([sample])[0]

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Of each question with its context, in tokens."""
        questions = self.loaded.lengths([str(row["question"]) for row in rows])
        contexts = self.loaded.lengths([str(row["context"]) for row in rows])
        return [sum(both) for both in zip(questions, contexts, strict=True)]

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The best answer to each question."""
        asked = [{name: str(value) for name, value in row.items()} for row in rows]
        return [Prediction(labels=[found.answer], confidence=found.score) for found in self._answers(asked)]

    def _answers(self, samples: Sequence[Mapping[str, str]]) -> list[AnswerOutput]:
        loaded = self.loaded
        read = [self._windows(loaded.cased(sample["question"]), loaded.cased(sample["context"])) for sample in samples]
        given = iter(self._given([window for windows in read for window in windows]))
        found = []
        for sample, windows in zip(samples, read, strict=True):
            best: tuple[float, int, int] = (-1.0, 0, 0)
            for window in windows:
                starts, ends = next(given)
                score, first, last = _best(_finite(starts), _finite(ends), torch.tensor(window.inside))
                best = max(best, (score, -window.offsets[first][0], window.offsets[last][1]))
            score, start, end = best[0], -best[1], best[2]
            answer = sample["context"][start:end]
            sure = round(max(score, 0.0), 4)
            found.append(AnswerOutput(answer=answer, score=sure, start=start, end=end, windows=len(windows)))
        return found

    def _windows(self, question: str, context: str) -> list[_Window]:
        tokenizer, limit = self.loaded.tokenizer, self.loaded.max_length
        cut: dict[str, Any] = {}
        if limit:
            asked = len(tokenizer(question, add_special_tokens=False, verbose=False)["input_ids"])
            room = limit - asked - tokenizer.num_special_tokens_to_add(pair=True)
            if room < 1:
                raise RunFailed(f"the question alone is longer than the {limit} tokens that the model reads")
            cut = {
                "truncation": "only_second",
                "max_length": limit,
                "stride": min(WINDOW_OVERLAP, room // 2),
                "return_overflowing_tokens": True,
            }
        encoded = tokenizer([question], [context], **cut, return_offsets_mapping=True, verbose=False)
        names = [name for name in tokenizer.model_input_names if name in encoded]
        return [
            _Window(
                {name: encoded[name][window] for name in names},
                [part == 1 for part in encoded.sequence_ids(window)],
                encoded["offset_mapping"][window],
            )
            for window in range(len(encoded["input_ids"]))
        ]

    def _given(self, windows: Sequence[_Window]) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """For each window how well each of its tokens would begin an answer, and end it."""
        if len(windows) > 1 and not self.loaded.pads:
            return [self._given([window])[0] for window in windows]
        columns = {name: [window.inputs[name] for window in windows] for name in windows[0].inputs}
        inputs = self.loaded.tokenizer.pad(columns, return_tensors="pt") if len(windows) > 1 else _tensors(columns)
        given = self.loaded.forward(inputs)
        both = zip(given.start_logits, given.end_logits, strict=True)
        if len(windows) == 1:
            return list(both)
        read = inputs["attention_mask"].bool()
        return [(starts[kept], ends[kept]) for (starts, ends), kept in zip(both, read, strict=True)]


def _tensors(columns: Mapping[str, list[list[int]]]) -> dict[str, torch.Tensor]:
    return {name: torch.tensor(values) for name, values in columns.items()}


def _finite(logits: torch.Tensor) -> torch.Tensor:
    # Some models mask what cannot be an answer with infinity themselves; what is no number is still an error.
    if bool(torch.isnan(logits).any()):
        raise RunFailed("the model answered with NaN scores")
    return logits


def _best(start: torch.Tensor, end: torch.Tensor, inside: torch.Tensor) -> tuple[float, int, int]:
    """Score, first and last token of a window's best answer."""
    outside = ~inside
    first = start.masked_fill(outside, -torch.inf).softmax(-1).nan_to_num(0.0)
    last = end.masked_fill(outside, -torch.inf).softmax(-1).nan_to_num(0.0)
    # Row: first token, column: last one; only the diagonals of answers that are not too long count.
    scores = (first[:, None] * last[None, :]).triu().tril(LONGEST_ANSWER - 1)
    at = int(scores.argmax())
    return float(scores.flatten()[at]), at // len(start), at % len(start)
