"""Image classification: softmax for one label of several, sigmoid where several may be right.

A picture is resized, cut and scaled as the model's ``preprocessor_config.json`` says, with Pillow and numpy:
torchvision would give slightly other pixels, and only where it is installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from transformers import AutoImageProcessor, AutoModelForImageClassification

from generator.output import ClassificationOutput, Picture
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import LOCAL, LoadedModel, attempt
from generator.run.worker.scores import classed, classified
from generator.run.worker.tasks.base import Runner

#: What a picture counts as: most are cut to 224 rows and columns, and those to 196 pieces.
_TOKENS = 256


class _Seeing(LoadedModel):
    """A model that reads pictures, with what makes tensors of them."""

    def _prepare(self, job: Job) -> None:
        self._processor = attempt(
            "the image processor", lambda: AutoImageProcessor.from_pretrained(job.model, backend="pil", **LOCAL)
        )

    def pixels(self, path: Path, name: str) -> tuple[torch.Tensor, Picture]:
        """A picture as the model reads it: 1 picture, 3 channels, rows, columns."""
        from generator.run.worker.images import read_picture  # noqa: PLC0415  Pillow is an extra

        picture = read_picture(path, name)
        try:
            pixels: torch.Tensor = self._processor(picture, return_tensors="pt")["pixel_values"]
        except Exception as error:  # A stranger's settings may ask for anything.
            words = " ".join(str(error).split())
            raise RunFailed(f"the image processor fails: {type(error).__name__}: {words}") from error
        height, width = pixels.shape[-2:]
        read = Picture(width=picture.width, height=picture.height, read_width=width, read_height=height)
        return pixels, read


class ImageClassification(Runner):
    """A loaded classifier of images."""

    loaded: _Seeing
    libraries = ("PIL", "numpy")

    def __init__(self, job: Job) -> None:
        self.loaded = _Seeing(job, AutoModelForImageClassification)
        self.options = job.options
        self.activation = self.loaded.activation(job.activation)
        self._files = job.files

    @property
    def labels(self) -> list[str]:
        """The model's own labels."""
        return self.loaded.labels

    def output(self, sample: Mapping[str, str]) -> ClassificationOutput:
        """The score of every label."""
        pixels, picture = self._read(sample["image"])
        answer = classified(self.labels, self._scores([pixels])[0], self.activation, truncated=False)
        return answer.model_copy(update={"picture": picture})

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Every picture is as much work as so many tokens."""
        return [_TOKENS] * len(rows)

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The predicted label of each picture; those of one size go together."""
        pixels = [self._read(str(row["image"]))[0] for row in rows]
        found: dict[int, list[float]] = {}
        for shape in {one.shape: None for one in pixels}:
            alike = [at for at, one in enumerate(pixels) if one.shape == shape]
            found |= zip(alike, self._scores([pixels[at] for at in alike]), strict=True)
        return [classed(self.labels, found[at], self.activation) for at in range(len(rows))]

    def _read(self, name: str) -> tuple[torch.Tensor, Picture]:
        return self.loaded.pixels(Path(self._files[name]), name)

    def _scores(self, pixels: list[torch.Tensor]) -> list[list[float]]:
        logits = self.loaded.logits({"pixel_values": torch.cat(pixels)})
        scores = logits.softmax(-1) if self.activation == "softmax" else torch.sigmoid(logits)
        found: list[list[float]] = scores.tolist()
        return found
