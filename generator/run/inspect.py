"""What a model folder holds and asks for, before anything of it is loaded.

A folder is a stranger's. Loading it must neither run its code nor fetch more, so whatever names code, kernels or
another place is refused here, with its own reason. Loading pickled weights runs code; only safetensors are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.run.trouble import NotStarted, RunFailed

WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"

_SHARD = re.compile(r"model-\d{5}-of-\d{5}\.safetensors")
_PICKLED = re.compile(r".*\.(bin|pt|pth|ckpt|pkl|pickle|h5|msgpack|onnx|gguf)")
#: At least one of these makes a tokenizer.
_VOCABULARIES = (
    "tokenizer.json", "vocab.txt", "vocab.json", "target_vocab.json", "spiece.model", "sentencepiece.bpe.model",
    "tokenizer.model", "source.spm", "target.spm",
)  # fmt: skip
_SETTINGS = (
    "config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "merges.txt",
)  # fmt: skip
#: How a Sentence Transformers model makes one vector of many; only read here, by no library.
_POOLING = ("modules.json", "1_Pooling/config.json")
#: Attention code that ships with torch or transformers; anything else names code to fetch.
_BUILT_IN_ATTENTION = frozenset({"eager", "sdpa", "flash_attention_2", "flash_attention_3", "flex_attention"})
_MAX_SETTINGS_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """The files of a model that a run may read.

    Attributes:
        files: Names as the model knows them to where they lie.
        root: Symbolic links may not lead out of here.
        resolved_revision: The commit they are of; empty for a folder of the hub.
    """

    files: Mapping[str, Path]
    root: Path
    resolved_revision: str = ""


def files_of(folder: Path) -> dict[str, Path]:
    """The files of a model in a folder of the hub.

    Raises:
        NotStarted: There are weights, but none that can be read without running code.
        RunFailed: There are no weights.
        OSError: The folder cannot be read.
    """
    names = needed(names_in(folder))
    # Weights that are not read count too: whether the folder changed is told by all of them.
    weights = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.safetensors"))
    return {name: folder / name for name in [*names, *weights]}


def names_in(folder: Path) -> list[str]:
    """The names in a model's folder that could be files of the model.

    Raises:
        OSError: The folder cannot be read.
    """
    return [*(path.name for path in folder.iterdir()), *(name for name in _POOLING if (folder / name).is_file())]


def needed(names: Iterable[str]) -> list[str]:
    """The files among ``names`` that running the model reads, weights last.

    Raises:
        NotStarted: There are weights, but none that can be read without running code.
        RunFailed: There are no weights.
    """
    present = set(names)
    light = [name for name in (*_SETTINGS, *_VOCABULARIES, *_POOLING) if name in present]
    if WEIGHTS in present:
        return [*light, WEIGHTS]
    if INDEX in present:
        return [*light, INDEX, *sorted(name for name in present if _SHARD.fullmatch(name))]
    if pickled := sorted(name for name in present if _PICKLED.fullmatch(name)):
        raise NotStarted(
            f"the weights are only there as {pickled[0]}, and loading that may run code; {WEIGHTS} is needed"
        )
    raise RunFailed(f"there are no weights: {WEIGHTS} is needed")


def inspect(folder: ModelFolder) -> None:
    """Refuse what must not be loaded, and say what is missing.

    Raises:
        NotStarted: It asks for something that is not done.
        RunFailed: It is incomplete or broken.
    """
    for name, path in folder.files.items():
        if not path.is_file():
            raise RunFailed(f"{name} is no file")
        if not path.resolve().is_relative_to(folder.root.resolve()):
            raise NotStarted(f"{name} is a symbolic link that leads out of the model's folder")
    check_whole(folder.files)
    if "model_type" not in _settings(folder.files["config.json"]):
        raise RunFailed("config.json names no model_type")
    for name, path in folder.files.items():
        if name.endswith(".json") and name in _SETTINGS:
            try:
                problem = next(_requests(_settings(path)), "")
            except RecursionError:
                raise RunFailed(f"{name} is nested too deeply") from None
            if problem:
                raise NotStarted(f"{name} {problem}")


def check_whole(files: Mapping[str, Path]) -> None:
    """See that nothing is missing.

    Raises:
        RunFailed: Says what is.
    """
    if "config.json" not in files:
        raise RunFailed("there is no config.json")
    if not any(name in files for name in _VOCABULARIES):
        raise RunFailed(f"there is no tokenizer: expected one of {', '.join(_VOCABULARIES)}")
    if WEIGHTS in files:
        return
    weight_map = _settings(files[INDEX]).get("weight_map")
    shards = set(weight_map.values()) if isinstance(weight_map, dict) else set()
    if not shards or (missing := sorted(str(shard) for shard in shards if shard not in files)):
        raise RunFailed(f"{INDEX} names {missing[0] if shards else 'no weights'}, which is not there")


def _settings(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MAX_SETTINGS_BYTES:
            raise RunFailed(f"{path.name} is larger than {_MAX_SETTINGS_BYTES:,} bytes")
        settings = json.loads(path.read_bytes())
    except RecursionError:
        raise RunFailed(f"{path.name} is nested too deeply") from None
    except OSError as error:
        raise RunFailed(f"{path.name} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise RunFailed(f"{path.name} cannot be read: {error}") from None
    if not isinstance(settings, dict):
        raise RunFailed(f"{path.name} is no JSON object")
    return settings


def _requests(value: object) -> Iterator[str]:
    """Everything below ``value`` that names code or asks for something to be fetched."""
    if isinstance(value, list):
        for item in value:
            yield from _requests(item)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key in {"auto_map", "custom_pipelines", "trust_remote_code"} and inner:
            yield f"asks for code of its own ({key}), which is not run"
        elif "attn_implementation" in key and not _is_harmless_attention(inner):
            yield f"names code to fetch ({key}: {json.dumps(inner)[:80]}), which is not fetched"
        elif "kernel" in key and not _is_size(inner):
            yield f"asks for kernels ({key}: {json.dumps(inner)[:80]}), which are not fetched"
        else:
            yield from _requests(inner)


def _is_harmless_attention(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_harmless_attention(inner) for inner in value.values())
    return value is None or isinstance(value, bool) or (isinstance(value, str) and value in _BUILT_IN_ATTENTION)


def _is_size(value: object) -> bool:
    """Whether this is the size of a convolution's kernel, a number or several, or nothing."""
    if isinstance(value, list):
        return all(_is_size(inner) for inner in value)
    return value is None or value is False or (isinstance(value, int | float) and not isinstance(value, bool))
