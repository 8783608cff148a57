"""Speech recognition by Whisper (Radford et al. 2022, https://arxiv.org/abs/2212.04356): a text for half a minute.

What the model is told first stands here, and not in the settings of a stranger: the language, which it is asked for
where the card does not say it, what to do, and to write no times. What is longer than it hears at once is cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import torch
from transformers import AutoModelForSpeechSeq2Seq, GenerationMixin, LogitsProcessorList
from transformers.modeling_outputs import BaseModelOutput
from transformers.models.whisper.tokenization_whisper import LANGUAGES, TO_LANGUAGE_CODE

from generator.output import TranscriptOutput
from generator.part import significant
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import finite
from generator.run.worker.tasks.generation import Numbers, recorded, settings_of, until_end
from generator.run.worker.tasks.hearing import Hearing, SpeechRunner

#: OpenAI's models of more than one language have at least this many tokens; those of English alone one less.
_MANY_LANGUAGES = 51_865
#: What a recording counts as where several are written down together.
_TOKENS = 128

if TYPE_CHECKING:
    from generator.run.worker.audio import Recording


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
        self.most_rows = max(1, job.batch_size // self.beams)
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
        recording = self.recording(sample)
        features = self._features(recording)
        told = self._told_first(input_features=features)
        (new,) = self._written([told], input_features=features)
        return TranscriptOutput(
            text=self._text(new),
            seconds=significant(recording.seconds),
            rate=recording.rate,
            model_rate=self.loaded.rate,
            language=self._languages.get(told[1], ""),
            finished=len(new) < self._config.max_new_tokens or new[-1] == self._config.eos_token_id,
            truncated=recording.truncated or len(recording.values) > self._window,
        )

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """All alike: the model hears half a minute of each."""
        return [_TOKENS] * len(rows)

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """What the model hears in each recording. Each is listened to alone, and written down with the others."""
        states = []
        for row in rows:
            features = self._features(self.recording({"audio": str(row["audio"])}))
            with torch.no_grad():
                states.append(self.loaded.model.get_encoder()(features).last_hidden_state)
        told = [self._told_first(encoder_outputs=BaseModelOutput(last_hidden_state=state)) for state in states]
        written = self._written(told, encoder_outputs=BaseModelOutput(last_hidden_state=torch.cat(states)))
        return [Prediction(labels=[self._text(new)]) for new in written]

    @property
    def _window(self) -> int:
        """How many samples of sound the model hears at once."""
        return int(self.loaded.extractor.n_samples)

    def _features(self, recording: Recording) -> Any:
        features = self.loaded.features(recording.values[: self._window])["input_features"]
        return features.to(self.loaded.model.device)

    def _written(self, told: list[list[int]], **heard: Any) -> list[list[int]]:
        """What the model writes down of each recording.

        Args:
            told: What it is told first of each.
            heard: The recordings themselves, or what the encoder made of them.
        """
        with torch.no_grad():
            # Whisper's own `generate` would take what it is told from the model's settings.
            written = GenerationMixin.generate(
                self.loaded.model,
                **heard,
                decoder_input_ids=torch.tensor(told),
                generation_config=self._config,
                logits_processor=LogitsProcessorList([Numbers()]),
            )
        return [until_end(new, self._config) for new in written[:, len(self._prompt) :].tolist()]

    def _text(self, new: list[int]) -> str:
        text: str = self.loaded.tokenizer.decode(new, skip_special_tokens=True)
        return text.strip()

    def _told_first(self, **heard: Any) -> list[int]:
        return [self._language(heard) if number is None else number for number in self._prompt]

    def _language(self, heard: Mapping[str, Any]) -> int:
        """The token of the language that the model thinks it hears."""
        logits = finite(self.loaded.forward({**heard, "decoder_input_ids": torch.tensor([[self._start]])}).logits)[0, 0]
        return max(self._languages, key=lambda number: float(logits[number]))
