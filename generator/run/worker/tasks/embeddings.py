"""Embeddings: one vector for a whole text, or one for each of its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import torch
from transformers import AutoModel

from generator.output import EmbeddingOutput, Vector
from generator.part import significant
from generator.run.conventions import MOST_WORDS, before_input
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded, finite
from generator.run.worker.tasks.base import TextRunner
from generator.run.worker.words import split_words

Pooling: TypeAlias = Literal["mean", "max", "first", "last"]

#: A model's last layer is what is read: its pooler is for other tasks.
_UNUSED = ("pooler.",)
#: As the configuration of a Sentence Transformers model names them, of old and now.
_POOLINGS: dict[str, Pooling] = {
    "pooling_mode_cls_token": "first",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_lasttoken": "last",
    "cls": "first",
    "max": "max",
    "mean": "mean",
    "lasttoken": "last",
}
_POOLING_FILE = "1_Pooling/config.json"
_MODULES_FILE = "modules.json"


class SentenceEmbeddings(TextRunner):
    """A loaded encoder with the pooling that its folder asks for; the mean where it says nothing."""

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModel, unused=_UNUSED)
        self.options = job.options
        self._pooling = _pooling(Path(job.model))
        self._normalized = _is_normalized(Path(job.model))

    def answer(self, text: str) -> EmbeddingOutput:
        """The vector of the whole text."""
        prefixed = self._prefixed(text)
        values = [significant(float(value)) for value in self._vectors([prefixed])[0]]
        return EmbeddingOutput(
            of="text",
            pooling=self._pooling,
            normalized=self._normalized,
            dimension=len(values),
            words=0,
            vectors=[Vector(text=text, start=0, end=len(text), values=values)],
            truncated=self.loaded.truncates(prefixed),
        )

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Of the longer text of each row, twice, in tokens."""
        ones, others = self._pairs(rows)
        return [2 * max(pair) for pair in zip(self.loaded.lengths(ones), self.loaded.lengths(others), strict=True)]

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The cosine of the two texts of each row."""
        ones, others = self._pairs(rows)
        vectors = self._vectors([*ones, *others])
        cosines = torch.nn.functional.cosine_similarity(vectors[: len(rows)], vectors[len(rows) :])
        return [Prediction(value=significant(cosine)) for cosine in cosines.tolist()]

    def _pairs(self, rows: Sequence[RowInput]) -> tuple[list[str], list[str]]:
        return [self._prefixed(str(row["text"])) for row in rows], [
            self._prefixed(str(row["text_pair"])) for row in rows
        ]

    def _prefixed(self, text: str) -> str:
        return before_input(self.options.prefix) + text

    def _vectors(self, texts: list[str]) -> torch.Tensor:
        """A row a text. Padding is left out before anything is pooled."""
        if len(texts) > 1 and not self.loaded.pads:
            return torch.cat([self._vectors([text]) for text in texts])
        encoded = self.loaded.encode(texts, padding=len(texts) > 1, return_tensors="pt")
        states = self.loaded.forward(encoded).last_hidden_state
        read = [encoded["attention_mask"][row].bool() if len(texts) > 1 else ... for row in range(len(texts))]
        pool = _POOL[self._pooling]
        vectors = torch.stack([pool(finite(alone[kept])) for alone, kept in zip(states, read, strict=True)])
        return torch.nn.functional.normalize(vectors) if self._normalized else vectors


class WordEmbeddings(TextRunner):
    """A loaded encoder; the vector of a word is that of its first token, as in Spark NLP."""

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModel, offsets=True, unused=_UNUSED)
        self.options = job.options

    def answer(self, text: str) -> EmbeddingOutput:
        """The vectors of the text's first words."""
        encoded = self.loaded.encode([text], return_tensors="pt", return_offsets_mapping=True)
        states = finite(_states(self.loaded, encoded))
        offsets = encoded["offset_mapping"][0].tolist()
        words = split_words(text)
        vectors = []
        for start, end in words[:MOST_WORDS]:
            at = next((n for n, (first, last) in enumerate(offsets) if last > start and first < end), None)
            if at is not None:
                values = [significant(float(value)) for value in states[at]]
                vectors.append(Vector(text=text[start:end], start=start, end=end, values=values))
        return EmbeddingOutput(
            of="word",
            pooling="first",
            normalized=False,
            dimension=states.shape[1],
            words=len(words),
            vectors=vectors,
            truncated=self.loaded.truncates(text),
        )


_POOL: Mapping[Pooling, Callable[[torch.Tensor], torch.Tensor]] = {
    "mean": lambda states: states.mean(0),
    "max": lambda states: states.max(0).values,
    "first": lambda states: states[0],
    "last": lambda states: states[-1],
}


def _states(loaded: Loaded, encoded: Mapping[str, torch.Tensor]) -> torch.Tensor:
    """The last layer: a row a token, special tokens included; one text, so nothing is padded."""
    states: torch.Tensor = loaded.forward(encoded).last_hidden_state[0]
    return states


def _pooling(folder: Path) -> Pooling:
    settings = _json(folder / _POOLING_FILE)
    if settings is None:
        return "mean"
    given = settings if isinstance(settings, dict) else {}
    named = [str(given["pooling_mode"])] if "pooling_mode" in given else []
    chosen = named or [name for name, value in given.items() if name.startswith("pooling_mode_") and value is True]
    if len(chosen) != 1 or chosen[0] not in _POOLINGS:
        raise RunFailed(f"{_POOLING_FILE} asks for {' and '.join(chosen) or 'no pooling'}, which is not known here")
    return _POOLINGS[chosen[0]]


def _is_normalized(folder: Path) -> bool:
    """Whether the modules of a Sentence Transformers model end with one that makes all vectors equally long."""
    given = _json(folder / _MODULES_FILE)
    modules = [module for module in given if isinstance(module, dict)] if isinstance(given, list) else []
    kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules]
    if unknown := [kind for kind in kinds if kind not in {"Transformer", "Pooling", "Normalize"}]:
        raise RunFailed(f"{_MODULES_FILE} asks for a module {unknown[0]}, which is not known here")
    return "Normalize" in kinds


def _json(file: Path) -> Any:
    """What a file holds; ``None`` where there is none."""
    try:
        return json.loads(file.read_bytes()) if file.is_file() else None
    except (ValueError, RecursionError):
        raise RunFailed(f"{file.name} of the pooling is no JSON") from None
