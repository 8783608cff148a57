"""The settings of a model: JSON files by a stranger, and what they ask for besides numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.run.trouble import RunFailed

_MAX_BYTES = 20_000_000
#: No library's settings come near, and Python's own limit is not much higher.
_MAX_DEPTH = 100
#: Code that ships with torch or transformers; any other name is one to fetch.
_BUILT_IN = frozenset(
    {"eager", "sdpa", "flash_attention_2", "flash_attention_3", "flex_attention", "batched_mm", "grouped_mm"}
)
_CODE = "asks for code of its own ({key}), which is not run"
_FETCH = "names code to fetch ({key}: {value}), which is not fetched"
_KERNELS = "asks for kernels ({key}: {value}), which are not fetched"
_BACKBONE = "asks for another model to be fetched ({key}: {value}), which is not done"
_QUANTIZED = "has quantized weights ({key}), which only kernels that are not fetched can run"
_OTHER_FILE = "names other weights to load ({key}: {value}), which are not looked at"


def read_settings(path: Path) -> dict[str, Any]:
    """The object in a JSON file.

    Raises:
        RunFailed: It holds none, or is larger or nested more deeply than settings are.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise RunFailed(f"{path.name} is larger than {_MAX_BYTES:,} bytes")
        settings = json.loads(path.read_bytes())
    except RecursionError:
        raise RunFailed(f"{path.name} is nested too deeply") from None
    except OSError as error:
        raise RunFailed(f"{path.name} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise RunFailed(f"{path.name} cannot be read: {error}") from None
    if not isinstance(settings, dict):
        raise RunFailed(f"{path.name} is no JSON object")
    if any(depth > _MAX_DEPTH for depth, _, _ in _walk(settings)):
        raise RunFailed(f"{path.name} is nested too deeply")
    return settings


def asked_for(settings: Mapping[str, Any]) -> str:
    """The first thing in ``settings`` that names code, kernels or another place; empty for none.

    These are the keys that transformers 5 acts on when it loads a folder, and some that older versions did.
    """
    for _, key, value in _walk(settings):
        for is_meant, is_harmless, words in _ASKING:
            if is_meant(key) and not is_harmless(value):
                return words.format(key=key, value=json.dumps(value)[:80])
    return ""


def _walk(settings: Mapping[str, Any]) -> Iterator[tuple[int, str, Any]]:
    """Every key below ``settings`` with its depth and its value, without recursion."""
    waiting: list[tuple[int, Any]] = [(1, settings)]
    while waiting:
        depth, value = waiting.pop()
        if isinstance(value, Mapping):
            for key, inner in value.items():
                yield depth, key, inner
                waiting.append((depth + 1, inner))
        elif isinstance(value, list):
            waiting += [(depth + 1, inner) for inner in value]


def _is_built_in(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_built_in(inner) for inner in value.values())
    return value is None or isinstance(value, bool) or (isinstance(value, str) and value in _BUILT_IN)


def _is_size(value: object) -> bool:
    """Whether this is the size of a convolution's kernel, a number or several, or nothing."""
    if isinstance(value, list):
        return all(_is_size(inner) for inner in value)
    return value is None or value is False or (isinstance(value, int | float) and not isinstance(value, bool))


def _is_empty(value: object) -> bool:
    return not value


#: Which keys, which of their values are harmless, and what the others ask for.
_ASKING: tuple[tuple[Callable[[str], bool], Callable[[object], bool], str], ...] = (
    (
        frozenset({"auto_map", "custom_pipelines", "custom_generate", "trust_remote_code"}).__contains__,
        _is_empty,
        _CODE,
    ),
    (lambda key: "attn_implementation" in key or "experts_implementation" in key, _is_built_in, _FETCH),
    (frozenset({"use_pretrained_backbone", "use_timm_backbone", "backbone"}).__contains__, _is_empty, _BACKBONE),
    (frozenset({"quantization_config", "compression_config"}).__contains__, _is_empty, _QUANTIZED),
    (frozenset({"transformers_weights", "gguf_file"}).__contains__, _is_empty, _OTHER_FILE),
    (lambda key: "kernel" in key, _is_size, _KERNELS),
)
