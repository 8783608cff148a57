"""Rows as a model reads them in training: word pieces in numbers, and targets in numbers."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import torch
from rows import Row
from transformers import BertTokenizer
from vocabulary import MAX_LENGTH, SPECIAL, UNKNOWN

#: The target of a piece that has no label of its own; the loss leaves it out.
IGNORED = -100
#: Share of words that are spelled in other pieces than usual, so that new words are no surprise (MaxMatch-Dropout,
#: https://aclanthology.org/2022.coling-1.430/).
RESPELLED_SHARE = 0.2
#: At how many positions a training row may begin.
START_POSITIONS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """One row: its words, and its target (a label, one 0 or 1 a label, or a label a word)."""

    words: Sequence[str]
    target: int | Sequence[float] | Sequence[int]


class Reader:
    """Turns rows into batches, with the spelling of words drawn anew each time."""

    def __init__(self, tokenizer: BertTokenizer, numbers: Mapping[str, int], seed: int) -> None:
        self._backend = tokenizer.backend_tokenizer
        self._vocabulary = tokenizer.get_vocab()
        self._numbers = numbers
        self._rng = random.Random(seed)

    def example(self, row: Row) -> Example:
        """A row's words, split as the tokenizer splits them, and its target."""
        if "tags" in row:
            return Example(row["tokens"], [self._numbers[tag] for tag in row["tags"]])
        text = self._backend.normalizer.normalize_str(str(row["text"]))
        words = [word for word, _ in self._backend.pre_tokenizer.pre_tokenize_str(text)]
        if "label" in row:
            return Example(words, self._numbers[str(row["label"])])
        return Example(words, [float(label in row["labels"]) for label in self._numbers])

    def batch(self, examples: Sequence[Example]) -> dict[str, torch.Tensor]:
        """``input_ids``, ``attention_mask``, ``position_ids`` of shape (rows, longest row), and ``labels``.

        Rows begin at one of the first positions, so that the model learns what stands beside a word, not where it is.
        """
        spelled = [[self._spell(word) for word in example.words] for example in examples]
        pieces = [[*[_CLS, *chain.from_iterable(row)][: MAX_LENGTH - 1], _SEP] for row in spelled]
        longest = max(map(len, pieces))
        start = min(self._rng.randrange(START_POSITIONS), MAX_LENGTH - longest)
        return {
            "input_ids": torch.tensor([row + [_PAD] * (longest - len(row)) for row in pieces]),
            "attention_mask": torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in pieces]),
            "position_ids": torch.arange(start, start + longest).expand(len(pieces), longest),
            "labels": torch.tensor([_target(*pair, longest) for pair in zip(examples, spelled, strict=True)]),
        }

    def _spell(self, word: str) -> list[int]:
        """The numbers of a word's pieces: the longest that fit, or those of its two halves, cut anywhere."""
        cut = self._rng.randrange(1, len(word)) if len(word) > 1 and self._rng.random() < RESPELLED_SHARE else 0
        pieces = self._longest_pieces(word[:cut], "") + self._longest_pieces(word[cut:], "##" if cut else "")
        return [_UNK] if _UNK in pieces else pieces

    def _longest_pieces(self, text: str, prefix: str) -> list[int]:
        pieces = []
        while text:
            length = next((n for n in range(len(text), 0, -1) if prefix + text[:n] in self._vocabulary), 0)
            if not length:
                return [_UNK]
            pieces.append(self._vocabulary[prefix + text[:length]])
            text, prefix = text[length:], "##"
        return pieces


def _target(example: Example, spelled: Sequence[Sequence[int]], longest: int) -> object:
    """The row's target; for tagged words one a piece, that of the word on its first piece only."""
    if not isinstance(example.target, list) or isinstance(example.target[0], float):
        return example.target
    pairs = zip(example.target, spelled, strict=True)
    pieces = [IGNORED, *(piece for tag, word in pairs for piece in [tag] + [IGNORED] * (len(word) - 1))]
    return [*pieces, *[IGNORED] * longest][:longest]


_PAD, _UNK, _CLS, _SEP = (SPECIAL.index(name) for name in ("[PAD]", UNKNOWN, "[CLS]", "[SEP]"))
