"""A recording of the hub → its sound as a model hears it: one channel, at the model's rate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from generator.run.conventions import MOST_SECONDS
from generator.run.trouble import RunFailed

#: As libsndfile names them.
_FORMATS = {"WAV": "WAV", "WAVEX": "WAV", "FLAC": "FLAC", "OGG": "OGG", "MP3": "MP3"}
#: Samples a second.
_RATES = range(1_000, 384_001)
#: Samples of all channels together: 400 MB.
_MOST_VALUES = 100_000_000


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording.

    Attributes:
        values: What is heard of it: float32, at the rate that was asked for.
        seconds: How long all of it is.
        rate: Its own rate, in samples a second.
        truncated: Whether it is longer than what is heard.
    """

    values: Any
    seconds: float
    rate: int
    truncated: bool


def read_recording(path: Path, name: str, rate: int) -> Recording:
    """The sound in a file. Channels are averaged, and another rate is resampled by soxr, as librosa does.

    Args:
        path: Where it lies.
        name: How the card names it, for messages.
        rate: What the model hears, in samples a second.

    Raises:
        RunFailed: It is no recording, is broken or empty, or has more channels or another rate than is read.
    """
    try:
        with soundfile.SoundFile(path) as file:
            own, frames = file.samplerate, file.frames
            most = _most_frames(file, name)
            values = file.read(most, dtype="float32", always_2d=True)
            whole = len(values) == most or file.format == "MP3"  # An MP3 only says about how long it is.
    except RunFailed:
        raise
    except soundfile.LibsndfileError as error:
        raise RunFailed(f"{name} is no recording that can be read: {error.error_string.strip()}") from None
    except Exception as error:  # Headers of a stranger's file may say anything.
        raise RunFailed(f"{name}: the recording is broken: {' '.join(str(error).split())}") from error
    if not whole:
        raise RunFailed(f"{name}: the recording is broken: it ends after {len(values):,} of {most:,} samples")
    if not len(values):
        raise RunFailed(f"{name}: the recording is empty")
    if not np.isfinite(values).all():
        raise RunFailed(f"{name}: the recording holds values that are no numbers")
    heard = soxr.resample(values.mean(axis=1), own, rate) if own != rate else values.mean(axis=1)
    return Recording(heard, frames / own, own, truncated=frames > most)


def _most_frames(file: soundfile.SoundFile, name: str) -> int:
    """How many frames are read, all channels of one moment being a frame."""
    if file.format not in _FORMATS:
        kinds = ", ".join(dict.fromkeys(_FORMATS.values()))
        raise RunFailed(f"{name} is a recording of the kind {file.format}; expected {kinds}")
    if file.samplerate not in _RATES:
        raise RunFailed(
            f"{name} has {file.samplerate:,} samples a second; expected {_RATES.start:,} to {_RATES.stop - 1:,}"
        )
    most: int = min(file.frames, MOST_SECONDS * file.samplerate)
    if most * file.channels > _MOST_VALUES:
        raise RunFailed(f"{name}: the recording has more than {_MOST_VALUES:,} samples in its {file.channels} channels")
    return most
