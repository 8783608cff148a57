"""Speech recognition by CTC (Graves et al. 2006): a letter or nothing for every moment, repetitions joined.

The likeliest letter each time; a language model that may lie beside the weights is not used. What is longer than half a
minute is heard in windows that overlap, for attention grows with the square of its length: what a window says of its
edges, where it lacks the sound around them, is left to its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import torch
from transformers import AutoModelForCTC, Wav2Vec2CTCTokenizer

from generator.output import TranscriptOutput
from generator.part import significant
from generator.run.conventions import EDGE_SECONDS, HEARD_SECONDS
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.tasks.hearing import Hearing, SpeechRunner

#: Where a model fails on fewer seconds than these, it is because its convolutions reach farther.
_SHORT = 0.1


class _Window(NamedTuple):
    """A stretch of sound, and how many samples of it at each end are left to the neighbours."""

    start: int
    end: int
    left: int
    right: int


class Ctc(SpeechRunner):
    """A loaded model that spells."""

    def __init__(self, job: Job, model_type: str) -> None:
        # Only training needs the vector that stands for masked sound.
        super().__init__(
            job, Hearing(job, AutoModelForCTC, unused=(f"{model_type.replace('-', '_')}.masked_spec_embed",))
        )
        if job.options.source_language or job.options.target_language or job.options.speech_task:
            raise RunFailed("the model has no choice of languages, and the card names some")
        if not isinstance(self.loaded.tokenizer, Wav2Vec2CTCTokenizer):
            raise RunFailed("the tokenizer is none of letters, so the model's answers cannot be spelt")

    def output(self, sample: Mapping[str, str]) -> TranscriptOutput:
        """What the model hears."""
        loaded, recording = self.loaded, self.recording(sample)
        windows = list(_windows(len(recording.values), loaded.rate))
        letters = [number for window in windows for number in self._letters(recording.values, window)]
        return TranscriptOutput(
            text=loaded.tokenizer.decode(letters),
            seconds=significant(recording.seconds),
            rate=recording.rate,
            model_rate=loaded.rate,
            windows=len(windows),
            truncated=recording.truncated,
        )

    def _letters(self, values: Any, window: _Window) -> list[int]:
        """The likeliest symbol of each moment of a window, edges left out."""
        length = window.end - window.start
        try:
            logits = self.loaded.logits(self.loaded.features(values[window.start : window.end]))[0]
        except (RuntimeError, ValueError) as error:
            if length > _SHORT * self.loaded.rate:
                raise
            raise RunFailed(f"{length / self.loaded.rate:.3f} s of sound are too short for the model") from error
        if logits.shape[1] > len(self.loaded.tokenizer):
            raise RunFailed(
                f"the model has {logits.shape[1]} symbols, and the tokenizer only knows {len(self.loaded.tokenizer)}"
            )
        moments = len(logits)
        first, last = round(window.left / length * moments), moments - round(window.right / length * moments)
        numbers: list[int] = torch.argmax(logits[first:last], dim=-1).tolist()
        return numbers


def _windows(length: int, rate: int) -> Iterator[_Window]:
    """Windows over ``length`` samples."""
    size, edge = HEARD_SECONDS * rate, EDGE_SECONDS * rate
    start = 0
    while True:
        end = min(start + size, length)
        yield _Window(start, end, edge if start else 0, edge if end < length else 0)
        if end == length:
            return
        start += size - 2 * edge
