"""Speech recognition: which of the two kinds a model is."""

from __future__ import annotations

from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.loading import config_of
from generator.run.worker.tasks.ctc import Ctc
from generator.run.worker.tasks.hearing import SpeechRunner
from generator.run.worker.tasks.whisper import Whisper

#: Kinds of models that spell by CTC with a tokenizer of letters.
_CTC = frozenset(
    {
        "data2vec-audio", "hubert", "sew", "sew-d", "unispeech", "unispeech-sat", "wav2vec2", "wav2vec2-bert",
        "wav2vec2-conformer", "wavlm",
    }
)  # fmt: skip


def speech_recognition(job: Job) -> SpeechRunner:
    """Load a model of speech.

    Raises:
        RunFailed: It is of another kind.
    """
    kind = config_of(job.model).model_type
    if kind == "whisper":
        return Whisper(job)
    if kind in _CTC:
        return Ctc(job, kind)
    raise RunFailed(f"the model is a {kind}; speech is recognized by whisper and by {', '.join(sorted(_CTC))}")
