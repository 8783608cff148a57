"""Speech recognition against soundfile, soxr and torch used directly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sound_maker import LANGUAGES, RATE, SYMBOLS, make_recording, make_spelling, make_whisper, sound

from generator.output import TranscriptOutput
from generator.run.job import Answer
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run

AnswerOf = Callable[..., Answer]
Hear = Callable[..., TranscriptOutput]


@pytest.fixture(scope="module")
def spelling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that spells. Copy it to change it."""
    return make_spelling(tmp_path_factory.mktemp("spelling"))


@pytest.fixture(scope="module")
def whispering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Whisper of three languages that hears a second."""
    return make_whisper(tmp_path_factory.mktemp("whispering"))


@pytest.fixture
def hear(answer_of: AnswerOf) -> Hear:
    """Hears one recording."""

    def run(model: Path, recording: Path, **options: Any) -> TranscriptOutput:
        files = {"a.wav": str(recording)}
        answer = answer_of("automatic-speech-recognition", model, {"audio": "a.wav"}, files=files, options=options)
        output = answer.outputs[0]
        assert isinstance(output, TranscriptOutput)
        return output

    return run


def symbols(kind: str, model: Path, values: Any) -> list[int]:
    """The likeliest symbol of each moment, of sound that is normalised by numpy."""
    import torch  # noqa: PLC0415  only these tests pay for it
    import transformers  # noqa: PLC0415

    direct = getattr(transformers, f"{kind}ForCTC").from_pretrained(model).eval()
    normal = (values - values.mean()) / (values.var() + 1e-7) ** 0.5
    with torch.no_grad():
        found: list[int] = direct(torch.from_numpy(normal.astype("float32"))[None]).logits[0].argmax(-1).tolist()
    return found


def spelt(numbers: list[int]) -> str:
    """Repetitions joined, then what stands for nothing left out."""
    joined = [number for at, number in enumerate(numbers) if at == 0 or number != numbers[at - 1]]
    return "".join(SYMBOLS[number].replace("|", " ") for number in joined if number).strip()


@pytest.mark.parametrize("kind", ["Wav2Vec2", "Hubert"])
def test_the_likeliest_letters_are_joined(kind: str, hear: Hear, tmp_path: Path) -> None:
    model = make_spelling(tmp_path / "model", kind)
    output = hear(model, make_recording(tmp_path / "a.wav", subtype="FLOAT"))
    assert output.text == spelt(symbols(kind, model, sound(1, RATE)))
    assert len(set(output.text)) > 2
    assert (output.seconds, output.rate, output.model_rate, output.windows) == (1.0, RATE, RATE, 1)
    assert hear(model, tmp_path / "a.wav") == output


def test_another_rate_is_resampled_and_channels_are_averaged(spelling: Path, hear: Hear, tmp_path: Path) -> None:
    import numpy as np  # noqa: PLC0415  only these tests pay for it
    import soundfile  # noqa: PLC0415
    import soxr  # noqa: PLC0415

    values = np.stack([sound(1, 8_000), np.zeros(8_000, dtype="float32")], axis=1)
    soundfile.write(tmp_path / "a.wav", values, 8_000, subtype="FLOAT")
    output = hear(spelling, tmp_path / "a.wav")
    assert output.text == spelt(symbols("Wav2Vec2", spelling, soxr.resample(sound(1, 8_000) / 2, 8_000, RATE)))
    assert (output.seconds, output.rate, output.model_rate) == (1.0, 8_000, RATE)


@pytest.mark.parametrize(("name", "same"), [("a.flac", True), ("a.ogg", False), ("a.mp3", False)])
def test_other_kinds_of_files_are_read(name: str, *, same: bool, spelling: Path, hear: Hear, tmp_path: Path) -> None:
    wave = hear(spelling, make_recording(tmp_path / "a.wav", rate=8_000, subtype="PCM_16"))
    output = hear(spelling, make_recording(tmp_path / name, rate=8_000))
    assert output.rate == 8_000
    if same:
        assert output == wave


def test_a_long_recording_is_heard_in_windows_that_overlap(spelling: Path, hear: Hear, tmp_path: Path) -> None:
    values = sound(65, RATE)
    output = hear(spelling, make_recording(tmp_path / "a.wav", 65, subtype="FLOAT"))
    numbers: list[int] = []
    for start, end, left, right in [(0, 30, 0, 5), (20, 50, 5, 5), (40, 65, 5, 0)]:
        found = symbols("Wav2Vec2", spelling, values[start * RATE : end * RATE])
        a_second = len(found) / (end - start)
        numbers += found[round(left * a_second) : len(found) - round(right * a_second)]
    assert (output.text, output.windows, output.truncated) == (spelt(numbers), 3, False)


def test_what_is_longer_than_is_heard_is_cut_off(
    spelling: Path, hear: Hear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.run.worker import audio  # noqa: PLC0415  imports an extra

    monkeypatch.setattr(audio, "MOST_SECONDS", 35)  # Ten minutes would take a minute.
    output = hear(spelling, make_recording(tmp_path / "a.wav", 50, subtype="FLOAT"))
    assert (output.seconds, output.windows, output.truncated) == (50.0, 2, True)
    monkeypatch.undo()
    assert output.text == hear(spelling, make_recording(tmp_path / "b.wav", 35, subtype="FLOAT")).text


def test_silence_is_heard_as_what_the_model_says(spelling: Path, hear: Hear, tmp_path: Path) -> None:
    import numpy as np  # noqa: PLC0415  only these tests pay for it
    import soundfile  # noqa: PLC0415

    soundfile.write(tmp_path / "a.wav", np.zeros(RATE), RATE)
    output = hear(spelling, tmp_path / "a.wav")
    assert output.text == spelt(symbols("Wav2Vec2", spelling, np.zeros(RATE, dtype="float32")))


def written(path: Path, values: Any, **how: Any) -> None:
    import numpy as np  # noqa: PLC0415  only these tests pay for it
    import soundfile  # noqa: PLC0415

    soundfile.write(path, np.asarray(values, dtype="float32"), how.pop("rate", RATE), **how)


def cut_off(path: Path) -> None:
    whole = make_recording(path, 20, format="FLAC").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_text("no recording"), "a.wav is no recording that can be read: "),
        (lambda path: path.write_bytes(b""), "a.wav is no recording that can be read: "),
        (cut_off, "a.wav"),
        (lambda path: written(path, []), "a.wav: the recording is empty"),
        (lambda path: written(path, [0.5] * 10), "0.010 s of sound are too short for the model"),
        (lambda path: written(path, [float("nan")] * 500, subtype="FLOAT"), "a.wav: the recording holds values that"),
        (lambda path: written(path, [0.5] * 500, rate=10), "a.wav has 10 samples a second; expected 1,000 to 384,000"),
        (lambda path: written(path, [0.5] * 500, format="AIFF"), "a.wav is a recording of the kind AIFF; expected WAV"),
    ],
)
def test_what_is_no_fit_recording_says_why(
    make: Callable[[Path], Any], reason: str, spelling: Path, hear: Hear, tmp_path: Path
) -> None:
    make(tmp_path / "a.wav")
    with pytest.raises(RunFailed) as failed:
        hear(spelling, tmp_path / "a.wav")
    assert str(failed.value).startswith(reason)


def listened(model: Path, values: Any, told: list[str]) -> tuple[str, list[int]]:
    """The likeliest token each time, one by one, but for those that the model's settings rule out."""
    import torch  # noqa: PLC0415  only these tests pay for it
    from transformers import (  # noqa: PLC0415
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
        WhisperTokenizer,
    )

    tokenizer = WhisperTokenizer.from_pretrained(model)
    direct = WhisperForConditionalGeneration.from_pretrained(model).eval()
    read = WhisperFeatureExtractor.from_pretrained(model)(values, sampling_rate=16_000, return_tensors="pt")
    tokens = tokenizer.convert_tokens_to_ids(told)
    settings = direct.generation_config
    while len(tokens) < 24 and (len(tokens) == len(told) or tokens[-1] != settings.eos_token_id):
        with torch.no_grad():
            logits = direct(read["input_features"], decoder_input_ids=torch.tensor([tokens])).logits[0, -1]
        first = settings.begin_suppress_tokens if len(tokens) == len(told) else []
        logits[[*settings.suppress_tokens, *first]] = -torch.inf
        tokens.append(int(logits.argmax()))
    return tokenizer.decode(tokens, skip_special_tokens=True).strip(), tokens[len(told) :]


@pytest.mark.parametrize(
    ("options", "language", "what"),
    [
        ({"source_language": "de"}, "de", "transcribe"),
        ({"source_language": "<|fr|>", "speech_task": "translate"}, "fr", "translate"),
        ({"source_language": "German"}, "de", "transcribe"),
    ],
)
def test_whisper_is_told_language_and_task(
    options: dict[str, Any], language: str, what: str, whispering: Path, hear: Hear, tmp_path: Path
) -> None:
    output = hear(whispering, make_recording(tmp_path / "a.wav", 0.9, 16_000, subtype="FLOAT"), **options)
    told = ["<|startoftranscript|>", f"<|{language}|>", f"<|{what}|>", "<|notimestamps|>"]
    text, tokens = listened(whispering, sound(0.9, 16_000), told)
    assert (output.text, output.language, output.truncated) == (text, language, False)
    assert output.finished == (len(tokens) < 20)
    assert len(text) > 2


def test_whisper_is_asked_for_the_language_that_it_hears(whispering: Path, hear: Hear, tmp_path: Path) -> None:
    import torch  # noqa: PLC0415  only these tests pay for it
    from transformers import (  # noqa: PLC0415
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
        WhisperTokenizer,
    )

    output = hear(whispering, make_recording(tmp_path / "a.wav", 0.9, 16_000, subtype="FLOAT"))
    tokenizer = WhisperTokenizer.from_pretrained(whispering)
    direct = WhisperForConditionalGeneration.from_pretrained(whispering).eval()
    read = WhisperFeatureExtractor.from_pretrained(whispering)
    features = read(sound(0.9, 16_000), sampling_rate=16_000, return_tensors="pt")["input_features"]
    start = torch.tensor([tokenizer.convert_tokens_to_ids(["<|startoftranscript|>"])])
    with torch.no_grad():
        logits = direct(features, decoder_input_ids=start).logits[0, 0]
    scores = {code: float(logits[tokenizer.convert_tokens_to_ids(f"<|{code}|>")]) for code in LANGUAGES}
    heard = max(scores, key=lambda code: scores[code])
    told = ["<|startoftranscript|>", f"<|{heard}|>", "<|transcribe|>", "<|notimestamps|>"]
    assert (output.language, output.text) == (heard, listened(whispering, sound(0.9, 16_000), told)[0])


def test_whisper_hears_no_longer_than_it_can(whispering: Path, hear: Hear, tmp_path: Path) -> None:
    long = hear(whispering, make_recording(tmp_path / "long.wav", 2.5, 16_000), source_language="en")
    short = hear(whispering, make_recording(tmp_path / "short.wav", 1, 16_000), source_language="en")
    assert (long.truncated, short.truncated) == (True, False)
    assert (long.seconds, short.seconds) == (2.5, 1.0)


def test_a_whisper_of_english_has_no_choice(hear: Hear, tmp_path: Path) -> None:
    model = make_whisper(tmp_path / "model", many=False)
    recording = make_recording(tmp_path / "a.wav", 0.9, 16_000, subtype="FLOAT")
    output = hear(model, recording)
    told = ["<|startoftranscript|>", "<|notimestamps|>"]
    assert (output.text, output.language) == (listened(model, sound(0.9, 16_000), told)[0], "")
    with pytest.raises(RunFailed, match="the model knows English alone"):
        hear(model, recording, source_language="en")


def test_what_a_model_of_speech_is_not_told_it_refuses(
    whispering: Path, spelling: Path, hear: Hear, tmp_path: Path
) -> None:
    recording = make_recording(tmp_path / "a.wav")
    for model, options, reason in [
        (whispering, {"source_language": "elvish"}, "the tokenizer knows no language 'elvish'"),
        (whispering, {"target_language": "fr"}, "the model writes the language that it hears, or English"),
        (spelling, {"source_language": "de"}, "the model has no choice of languages"),
    ]:
        with pytest.raises(RunFailed, match=reason):
            hear(model, recording, **options)


@pytest.mark.parametrize(
    ("file", "settings", "reason"),
    [
        ("preprocessor_config.json", None, "the feature extractor cannot be loaded"),
        ("preprocessor_config.json", {"sampling_rate": -1}, "does not say how many samples a second"),
        ("config.json", {"model_type": "bert"}, "the model is a bert; speech is recognized by whisper and by"),
        ("vocab.json", None, "the tokenizer cannot be loaded"),
        ("vocab.json", {"A": 5, "B": 6}, "the model has 28 symbols, and the tokenizer only knows"),
    ],
)
def test_a_broken_model_says_why(
    file: str, settings: dict[str, Any] | None, reason: str, hear: Hear, tmp_path: Path
) -> None:
    model = make_spelling(tmp_path / "model")
    path = model / file
    if settings is None:
        path.unlink()
    elif file == "vocab.json":
        path.write_text(json.dumps(settings))
    else:
        path.write_text(json.dumps({**json.loads(path.read_text()), **settings}))
    with pytest.raises(RunFailed, match=reason):
        hear(model, make_recording(tmp_path / "a.wav"))
