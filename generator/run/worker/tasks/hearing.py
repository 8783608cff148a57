"""What the two kinds of speech recognition share: the recording, and what makes a model's input of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transformers import AutoFeatureExtractor

from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.loading import LOCAL, LoadedModel, attempt, tokenizer_of
from generator.run.worker.tasks.base import Runner

#: Samples a second that a model may hear.
RATES = range(1_000, 384_001)

if TYPE_CHECKING:
    from generator.run.worker.audio import Recording


class Hearing(LoadedModel):
    """A model that reads sound.

    Attributes:
        tokenizer: Its tokenizer.
        extractor: What makes its input of sound.
        rate: What it hears, in samples a second.
    """

    def _prepare(self, job: Job) -> None:
        self.tokenizer = tokenizer_of(job.model)
        self.extractor = attempt(
            "the feature extractor", lambda: AutoFeatureExtractor.from_pretrained(job.model, **LOCAL)
        )
        rate = getattr(self.extractor, "sampling_rate", None)
        if not isinstance(rate, int) or rate not in RATES:
            raise RunFailed("preprocessor_config.json does not say how many samples a second the model hears")
        self.rate: int = rate

    def features(self, values: Any) -> Mapping[str, Any]:
        """What the model reads of sound at its rate."""
        try:
            features: Mapping[str, Any] = self.extractor(values, sampling_rate=self.rate, return_tensors="pt")
        except Exception as error:  # A stranger's settings may ask for anything.
            words = " ".join(str(error).split())
            raise RunFailed(f"the feature extractor fails: {type(error).__name__}: {words}") from error
        return features


class SpeechRunner(Runner):
    """A runner whose samples are recordings."""

    loaded: Hearing
    libraries = ("numpy", "soundfile", "soxr")

    def __init__(self, job: Job, loaded: Hearing) -> None:
        self.loaded = loaded
        self.options = job.options
        self._files = job.files

    def recording(self, sample: Mapping[str, str]) -> Recording:
        """The recording that a sample names, as the model hears it."""
        from generator.run.worker.audio import read_recording  # noqa: PLC0415  its libraries are an extra

        name = sample["audio"]
        return read_recording(Path(self._files[name]), name, self.loaded.rate)
