"""Tasks whose answer is a text that the model writes: translation, summarization, text to text, text generation.

Nothing is left to chance: the likeliest token each time, or the model's own number of beams.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import copy
from inspect import signature
from typing import Any

import torch
from transformers import (
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    GenerationConfig,
    LogitsProcessor,
    LogitsProcessorList,
)

from generator.output import TextOutput
from generator.run.conventions import before_input
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import TextRunner, texts_of

_NEW_TOKENS = {"text-generation": 50}
_MOST_NEW_TOKENS = 200
_MOST_BEAMS = 8
#: Lists of tokens that are longer than this as JSON stay in the model's folder.
_LONGEST_KEPT = 2_000
#: What of a model's own settings counts. The rest could name code, ask for chance, or for hours.
_KEPT = (
    "bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id", "forced_bos_token_id",
    "forced_eos_token_id", "bad_words_ids", "suppress_tokens", "begin_suppress_tokens", "length_penalty",
    "early_stopping", "no_repeat_ngram_size", "repetition_penalty", "min_length",
)  # fmt: skip


class Numbers(LogitsProcessor):  # type: ignore[misc]  # transformers publishes no types
    """Stops a model that answers with no numbers, before a token is made of them."""

    def __call__(self, _: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """The same scores."""
        if bool(torch.isnan(scores).any()):
            raise RunFailed("the model answered with NaN scores")
        return scores


def settings_of(model: Any, limit: int) -> GenerationConfig:
    """How a model writes at most ``limit`` tokens: as its own settings say, but nothing is left to chance."""
    own = model.generation_config
    kept = {name: value for name in _KEPT if (value := getattr(own, name, None)) is not None}
    beams = own.num_beams if isinstance(own.num_beams, int) else 1
    settings = GenerationConfig(
        **kept, do_sample=False, num_beams=min(max(beams, 1), _MOST_BEAMS), max_new_tokens=limit
    )
    if settings.pad_token_id is None:
        ends = settings.eos_token_id
        settings.pad_token_id = ends[0] if isinstance(ends, list) else ends
    # Whatever `generate` is not told, it would take from here.
    model.generation_config = settings
    return settings


class Generation(TextRunner):
    """A loaded model that writes."""

    def __init__(self, job: Job) -> None:
        continues = job.task == "text-generation"
        self.loaded = Loaded(job, AutoModelForCausalLM if continues else AutoModelForSeq2SeqLM)
        self._continues = continues
        limit = job.options.max_new_tokens or _NEW_TOKENS.get(job.task, _MOST_NEW_TOKENS)
        self.options = job.options.model_copy(update={"max_new_tokens": limit})
        self._config = settings_of(self.loaded.model, limit)
        self.beams = int(self._config.num_beams)
        self.most_rows = max(1, job.batch_size // self.beams)
        self._pads = not continues or self._continues_alike()
        self._speak(job)
        self.generation = recorded(self._config)

    def _continues_alike(self) -> bool:
        """Whether the model continues a text that is padded on the left as it does without padding.

        It has to be told where the text begins, which some models cannot be. What looks at all tokens that stand there
        already, or counts them, sees the padding too.
        """
        config = self._config
        looks_back = config.repetition_penalty or config.no_repeat_ngram_size or config.min_length
        return not looks_back and "position_ids" in signature(self.loaded.model.forward).parameters

    def _speak(self, job: Job) -> None:
        """Tell a model of many languages which ones are meant."""
        tokenizer, options = self.loaded.tokenizer, job.options
        if job.task != "translation" or not hasattr(tokenizer, "src_lang"):
            if options.source_language or options.target_language:
                raise RunFailed("the model has no choice of languages, and the card names some")
            return
        if not (options.source_language and options.target_language):
            raise RunFailed("the model knows many languages: `verify` has to say source_language and target_language")
        for language in (options.source_language, options.target_language):
            self._number_of(language)
        tokenizer.src_lang = options.source_language
        self._config.forced_bos_token_id = self._number_of(options.target_language)

    def _number_of(self, language: str) -> int:
        """The token that stands for a language: M2M100 has a table of its own, NLLB and mBART have it as a word."""
        tokenizer = self.loaded.tokenizer
        try:
            number = tokenizer.get_lang_id(language)
        except AttributeError:
            number = tokenizer.convert_tokens_to_ids(language)
        except KeyError:
            number = None
        if number in (None, tokenizer.unk_token_id):
            raise RunFailed(f"the tokenizer knows no language {language!r}")
        return int(number)

    def answer(self, text: str) -> TextOutput:
        """What the model writes."""
        text = self._prefixed(text)
        numbers = self.loaded.encode([text])["input_ids"]
        new, room = self._written(numbers)[0], self._room(len(numbers[0]))
        return TextOutput(
            text=self._text(new),
            tokens=len(new),
            finished=len(new) < room or self._ended(new),
            truncated=self.loaded.truncates(text),
        )

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Of each text, in tokens."""
        return self.loaded.lengths([self._prefixed(text) for text in texts_of(rows)])

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """What the model writes for each text: for several at once where that gives the same as each alone."""
        numbers = self.loaded.encode([self._prefixed(text) for text in texts_of(rows)])["input_ids"]
        longest = max(map(len, numbers))
        together = self._pads or {len(one) for one in numbers} == {longest}
        if together and all(self._room(len(one)) == self._room(longest) for one in numbers):
            written = self._written(numbers)
        else:
            written = [self._written([one])[0] for one in numbers]
        return [Prediction(labels=[self._text(new)]) for new in written]

    def _prefixed(self, text: str) -> str:
        return before_input(self.options.prefix) + text

    def _text(self, new: list[int]) -> str:
        text: str = self.loaded.tokenizer.decode(new, skip_special_tokens=True)
        return text

    def _written(self, numbers: list[list[int]]) -> list[list[int]]:
        """The tokens that the model writes for each of these texts. Those that it continues are padded on the left."""
        longest = max(map(len, numbers))
        settings = copy(self._config)
        settings.max_new_tokens = self._room(longest)
        pad = settings.pad_token_id or 0
        spaces = [[pad] * (longest - len(one)) for one in numbers]
        blank, left = [[0] * len(space) for space in spaces], self._continues
        ids = [space + one if left else one + space for one, space in zip(numbers, spaces, strict=True)]
        read = [[1] * len(one) for one in numbers]
        mask = [none + one if left else one + none for one, none in zip(read, blank, strict=True)]
        with torch.no_grad():
            written = self.loaded.model.generate(
                input_ids=torch.tensor(ids),
                attention_mask=torch.tensor(mask),
                generation_config=settings,
                logits_processor=LogitsProcessorList([Numbers()]),
            )
        # A decoder gives its input back first, and an encoder-decoder the token that starts it.
        return [until_end(row[longest if left else 1 :], self._config) for row in written.tolist()]

    def _room(self, given: int) -> int:
        """How many tokens may follow on so many: no more than the model can count."""
        limit, positions = int(self._config.max_new_tokens), self.loaded.positions
        before = given if self._continues else 1
        if not before:
            raise RunFailed("the sample has no token that the model could continue")
        if positions is not None and before >= positions:
            raise RunFailed(f"the sample fills all {positions} tokens that the model reads: none is left to write")
        return limit if positions is None else min(limit, positions - before)

    def _ended(self, tokens: list[int]) -> bool:
        return bool(tokens) and tokens[-1] in _ends(self._config)


def _ends(settings: GenerationConfig) -> list[Any]:
    """The tokens that end a text."""
    ends = settings.eos_token_id
    return ends if isinstance(ends, list) else [ends]


def until_end(tokens: list[int], settings: GenerationConfig) -> list[int]:
    """Without what fills a text up that ended before the others."""
    ends = _ends(settings)
    last = next((at for at, number in enumerate(tokens) if number in ends), len(tokens))
    return tokens[: last + 1]


def recorded(settings: GenerationConfig) -> dict[str, Any]:
    """What counts of a model's own settings, for the record; ``None`` for a value that is too long."""
    known = {name: value for name in _KEPT if (value := getattr(settings, name)) is not None}
    return {name: value if len(json.dumps(value)) <= _LONGEST_KEPT else None for name, value in known.items()}
