"""Small models of speech and recordings for them, made for a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: As the tokenizers of the Hub have them: a letter a symbol, and one between words.
SYMBOLS = ["<pad>", "<s>", "</s>", "<unk>", "|", *"ABCDEFGHIKLMNOPRSTUVWY'"]
#: What makes the convolutions small: a symbol for every 8 samples.
_SMALL: dict[str, Any] = {
    "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 24,
    "conv_dim": [8, 8], "conv_stride": [4, 2], "conv_kernel": [8, 4], "num_conv_pos_embeddings": 4,
    "num_conv_pos_embedding_groups": 2, "vocab_size": len(SYMBOLS), "pad_token_id": 0,
}  # fmt: skip
RATE = 1_000
LANGUAGES = ("en", "de", "fr")


def make_spelling(folder: Path, kind: str = "Wav2Vec2") -> Path:
    """Save a tiny model that spells by CTC and hears 1,000 samples a second; ``kind`` is ``Wav2Vec2`` or ``Hubert``."""
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    import transformers  # noqa: PLC0415

    torch.manual_seed(17)
    model = getattr(transformers, f"{kind}ForCTC")(getattr(transformers, f"{kind}Config")(**_SMALL))
    with torch.no_grad():
        model.lm_head.weight *= 50  # So that it does not say the same all the time.
    model.save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps({symbol: number for number, symbol in enumerate(SYMBOLS)}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "Wav2Vec2CTCTokenizer"}))
    how = {"feature_extractor_type": "Wav2Vec2FeatureExtractor", "sampling_rate": RATE, "do_normalize": True}
    (folder / "preprocessor_config.json").write_text(json.dumps({**how, "feature_size": 1, "padding_value": 0.0}))
    return folder


def make_whisper(folder: Path, *, many: bool = True, seconds: int = 1) -> Path:
    """Save a tiny Whisper that hears ``seconds`` at 16,000 samples a second, in three languages or in English alone."""
    import torch  # noqa: PLC0415  only tests that need a model pay for it
    from tokenizers.pre_tokenizers import ByteLevel  # noqa: PLC0415
    from transformers import (  # noqa: PLC0415
        WhisperConfig,
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
        WhisperTokenizer,
    )

    names = ["startoftranscript", *LANGUAGES, "transcribe", "translate", "notimestamps"]
    special = ["<|endoftext|>", *(f"<|{name}|>" for name in names)]
    words = {symbol: number for number, symbol in enumerate([*sorted(ByteLevel.alphabet()), *special])}
    tokenizer = WhisperTokenizer(vocab=words, merges=[], additional_special_tokens=special)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save_pretrained(folder)
    WhisperFeatureExtractor(feature_size=8, chunk_length=seconds).save_pretrained(folder)
    start, end = words["<|startoftranscript|>"], words["<|endoftext|>"]
    torch.manual_seed(19)
    config = WhisperConfig(
        vocab_size=len(words), num_mel_bins=8, d_model=16, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24,
        max_source_positions=50 * seconds,
        max_target_positions=24, init_std=0.8, decoder_start_token_id=start, eos_token_id=end, bos_token_id=end,
        pad_token_id=end,
    )  # fmt: skip
    model = WhisperForConditionalGeneration(config)
    settings = model.generation_config
    settings._from_model_config = False  # Else it would be made anew of the configuration.
    settings.is_multilingual = many
    settings.begin_suppress_tokens = [words["!"], end]
    settings.suppress_tokens = [words["A"]]
    model.save_pretrained(folder)
    return folder


def sound(seconds: float, rate: int, pitch: float = 110.0) -> Any:
    """A tone that grows higher, with a seeded noise: float32, one channel."""
    import numpy as np  # noqa: PLC0415  only tests that need sound pay for it

    time = np.arange(round(seconds * rate)) / rate
    noise = np.random.default_rng(23).normal(size=len(time))  # The beginning of a longer one is the same.
    return (0.5 * np.sin(2 * np.pi * pitch * time * (1 + time)) + 0.1 * noise).astype("float32")


def make_recording(path: Path, seconds: float = 1.0, rate: int = RATE, **how: Any) -> Path:
    """Save a recording; ``how`` goes to soundfile."""
    import soundfile  # noqa: PLC0415  only tests that need sound pay for it

    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound(seconds, rate), rate, **how)
    return path
