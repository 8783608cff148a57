"""Token classification: part of speech (plain tags) and named entities (BIO tags, joined to spans).

A text is tokenized as it is, and every word takes the tag of the first sub-token that stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from transformers import AutoModelForTokenClassification

from generator.output import TaggedToken, TokenOutput
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import TextRunner
from generator.run.worker.words import Span, join_spans, scheme_of, split_words


class _Tag(NamedTuple):
    tag: str
    score: float


class TokenClassification(TextRunner):
    """A loaded token classifier."""

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModelForTokenClassification, offsets=True)
        self.options = job.options
        if len(self.labels) == 1:
            raise RunFailed("the model has one tag: its softmax is always 1, so it says nothing")
        self.scheme = scheme_of(self.labels)

    @property
    def labels(self) -> list[str]:
        """The model's own tags."""
        return self.loaded.labels

    def answer(self, text: str) -> TokenOutput:
        """The tagged words of a text, and its entities."""
        words = split_words(text)
        tags = self._tags([text], [words])[0]
        tokens = [
            TaggedToken(text=text[start:end], tag=found.tag, score=round(found.score, 4), start=start, end=end)
            for (start, end), found in zip(words, tags, strict=True)
            if found is not None
        ]
        return TokenOutput(
            scheme=self.scheme,
            tokens=tokens,
            spans=join_spans(text, tokens) if self.scheme == "bio" else [],
            truncated=self.loaded.truncates(text),
        )

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Of each row, in tokens of the model."""
        return self.loaded.lengths([" ".join(row["tokens"]) for row in rows])

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The tag of each word of each row; empty for a word that the model did not read."""
        texts = [" ".join(row["tokens"]) for row in rows]
        return [_prediction(tags) for tags in self._tags(texts, [_places(row["tokens"]) for row in rows])]

    def _tags(self, texts: list[str], words: list[list[Span]]) -> list[list[_Tag | None]]:
        encoded = self.loaded.encode(texts, padding=True, return_offsets_mapping=True)
        offsets = encoded.pop("offset_mapping")  # Read here alone, so never made a tensor.
        encoded.convert_to_tensors("pt")
        best, numbers = self.loaded.logits(encoded).softmax(-1).max(-1)
        scores, labels = best.tolist(), numbers.tolist()
        return [self._row(scores[row], labels[row], offsets[row], spans) for row, spans in enumerate(words)]

    def _row(
        self, scores: list[float], labels: list[int], offsets: list[tuple[int, int]], words: list[Span]
    ) -> list[_Tag | None]:
        """The tag of each word of a text, of whose tokens the best label with its score is given, and the place."""
        names, tags = self.labels, list[_Tag | None]()
        at = 0
        for start, end in words:
            # Special and padding tokens stand nowhere: their offsets are (0, 0).
            while at < len(offsets) and offsets[at][1] <= start:
                at += 1
            found = at < len(offsets) and offsets[at][0] < end
            tags.append(_Tag(names[labels[at]], scores[at]) if found else None)
        return tags


def _prediction(tags: Sequence[_Tag | None]) -> Prediction:
    scores = [tag.score for tag in tags if tag]
    sure = round(sum(scores) / max(len(scores), 1), 4)
    return Prediction(labels=[tag.tag if tag else "" for tag in tags], confidence=sure)


def _places(words: Sequence[str]) -> list[Span]:
    """Where the words stand when they are joined with single spaces."""
    places, start = [], 0
    for word in words:
        places.append((start, start + len(word)))
        start += len(word) + 1
    return places
