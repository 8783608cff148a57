"""Speech recognition by Whisper (Radford et al. 2022, https://arxiv.org/abs/2212.04356): a text for half a minute.

What the model is told first stands here, and not in the settings of a stranger: the language, which it is asked for
where the card does not say it, what to do, and to write no times. What is longer than it hears at once is cut off.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from transformers import AutoModelForSpeechSeq2Seq, GenerationMixin, LogitsProcessorList
from transformers.models.whisper.tokenization_whisper import LANGUAGES, TO_LANGUAGE_CODE

from generator.output import TranscriptOutput
from generator.part import significant
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.loading import finite
from generator.run.worker.tasks.generation import Numbers, recorded, settings_of
from generator.run.worker.tasks.hearing import Hearing, SpeechRunner

#: OpenAI's models of more than one language have at least this many tokens; those of English alone one less.
_MANY_LANGUAGES = 51_865


class Whisper(SpeechRunner):
    """A loaded Whisper model."""

    def __init__(self, job: Job) -> None:
        super().__init__(job, Hearing(job, AutoModelForSpeechSeq2Seq))
        self._languages = self._known_languages()
        self._prompt = self._told(job)
        most = self.loaded.config.max_target_positions - len(self._prompt)
        if most < 1:
            raise RunFailed("the model counts to fewer tokens than it is told first")
        limit = min(job.options.max_new_tokens or most, most)
        self.options = job.options.model_copy(update={"max_new_tokens": limit})
        self._config = settings_of(self.loaded.model, limit)
        self.beams = int(self._config.num_beams)
        self.generation = recorded(self._config)

    def _known_languages(self) -> dict[int, str]:
        """The tokens of languages with their codes; none where the model knows English alone."""
        many = getattr(self.loaded.model.generation_config, "is_multilingual", None)
        if many is None:
            many = self.loaded.config.vocab_size >= _MANY_LANGUAGES
        tokens = {code: self.loaded.tokenizer.convert_tokens_to_ids(f"<|{code}|>") for code in LANGUAGES}
        unknown = self.loaded.tokenizer.unk_token_id
        known = {number: code for code, number in tokens.items() if number not in (None, unknown)}
        return known if many else {}

    def _told(self, job: Job) -> list[int | None]:
        """What the model is told first; ``None`` stands for the language that it hears."""
        asked, what = job.options.source_language, job.options.speech_task
        if job.options.target_language:
            raise RunFailed("the model writes the language that it hears, or English (speech_task: translate)")
        if not self._languages:
            if asked or what:
                raise RunFailed("the model knows English alone, and the card names a language or a task")
            return [self._start, self._number("notimestamps")]
        language = None
        if asked:
            code = asked.removeprefix("<|").removesuffix("|>").casefold()
            code = TO_LANGUAGE_CODE.get(code, code)
            language = next((number for number, known in self._languages.items() if known == code), None)
            if language is None:
                raise RunFailed(f"the tokenizer knows no language {asked!r}")
        return [self._start, language, self._number(what or "transcribe"), self._number("notimestamps")]

    @property
    def _start(self) -> int:
        start = self.loaded.config.decoder_start_token_id
        if not isinstance(start, int):
            raise RunFailed("config.json names no decoder_start_token_id")
        return start

    def _number(self, name: str) -> int:
        number = self.loaded.tokenizer.convert_tokens_to_ids(f"<|{name}|>")
        if number in (None, self.loaded.tokenizer.unk_token_id):
            raise RunFailed(f"the tokenizer has no token <|{name}|>")
        return int(number)

    def output(self, sample: Mapping[str, str]) -> TranscriptOutput:
        """What the model hears."""
        loaded, recording = self.loaded, self.recording(sample)
        window = int(loaded.extractor.n_samples)
        features = loaded.features(recording.values[:window])["input_features"]
        prompt = [self._heard(features) if number is None else number for number in self._prompt]
        with torch.no_grad():
            # Whisper's own `generate` would take what it is told from the model's settings.
            written = GenerationMixin.generate(
                loaded.model,
                input_features=features,
                decoder_input_ids=torch.tensor([prompt]),
                generation_config=self._config,
                logits_processor=LogitsProcessorList([Numbers()]),
            )[0]
        new = written[len(prompt) :].tolist()
        return TranscriptOutput(
            text=loaded.tokenizer.decode(new, skip_special_tokens=True).strip(),
            seconds=significant(recording.seconds),
            rate=recording.rate,
            model_rate=loaded.rate,
            language=self._languages.get(prompt[1], ""),
            finished=len(new) < self._config.max_new_tokens or new[-1] == self._config.eos_token_id,
            truncated=recording.truncated or len(recording.values) > window,
        )

    def _heard(self, features: Any) -> int:
        """The token of the language that the model thinks it hears."""
        start = torch.tensor([[self._start]])
        logits = finite(self.loaded.forward({"input_features": features, "decoder_input_ids": start}).logits)[0, 0]
        return max(self._languages, key=lambda number: float(logits[number]))
