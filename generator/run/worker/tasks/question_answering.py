"""Extractive question answering: the stretch of the context that answers the question best.

A context that is longer than the model reads is read in windows that overlap; the best answer of all of them counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from transformers import AutoModelForQuestionAnswering

from generator.output import AnswerOutput
from generator.run.conventions import LONGEST_ANSWER, WINDOW_OVERLAP
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import Runner


class QuestionAnswering(Runner):
    """A loaded model that answers questions."""

    loaded: Loaded

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModelForQuestionAnswering, offsets=True)
        self.options = job.options

    def output(self, sample: Mapping[str, str]) -> AnswerOutput:
        """The best answer to a question about a context."""
        context = sample["context"]
        encoded = self._windows(self.loaded.cased(sample["question"]), self.loaded.cased(context))
        given = self.loaded.forward(encoded)
        starts, ends = _finite(given.start_logits), _finite(given.end_logits)
        best: tuple[float, int, int] = (-1.0, 0, 0)
        for window in range(len(starts)):
            inside = torch.tensor([part == 1 for part in encoded.sequence_ids(window)])
            score, first, last = _best(starts[window], ends[window], inside)
            offsets = encoded["offset_mapping"][window]
            best = max(best, (score, -int(offsets[first][0]), int(offsets[last][1])))
        score, start, end = best[0], -best[1], best[2]
        return AnswerOutput(
            answer=context[start:end], score=round(max(score, 0.0), 4), start=start, end=end, windows=len(starts)
        )

    def _windows(self, question: str, context: str) -> Any:
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
        return tokenizer(
            question, context, **cut, padding=True, return_offsets_mapping=True, return_tensors="pt", verbose=False
        )


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
