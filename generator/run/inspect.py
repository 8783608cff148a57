"""What a model folder holds and asks for, before anything of it is loaded.

A folder is a stranger's. Loading it must neither run its code nor fetch more, so whatever names code, kernels or
another place is refused here, with its own reason. Loading pickled weights runs code; only safetensors are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.run.safetensors import check_file
from generator.run.settings import asked_for, read_settings
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
#: With one of these it may read pictures or sound, and no text.
_NO_TEXT = ("preprocessor_config.json", "processor_config.json")
_SETTINGS = (
    "config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "merges.txt", *_NO_TEXT,
)  # fmt: skip
#: How a Sentence Transformers model makes one vector of many; only read here, by no library.
_POOLING = ("modules.json", "1_Pooling/config.json")
#: JSON files that are no settings: words of the vocabulary, which may look like anything, and what no library loads.
_NO_SETTINGS = frozenset({"tokenizer.json", "vocab.json", "target_vocab.json", INDEX, *_POOLING})
_ADAPTER = "adapter_config.json"
#: Larger models are neither fetched nor run.
MAX_BYTES = 10 * 2**30


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
    if _ADAPTER in present:
        raise NotStarted(f"it is an adapter to another model ({_ADAPTER}), which is not fetched; {WEIGHTS} is needed")
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
    total = sum(path.stat().st_size for path in folder.files.values())
    if total > MAX_BYTES:
        raise NotStarted(too_large(total))
    check_whole(folder.files)
    if not isinstance(read_settings(folder.files["config.json"]).get("model_type"), str):
        raise RunFailed("config.json names no model_type")
    for name, path in folder.files.items():
        if name.endswith(".json") and name not in _NO_SETTINGS and (problem := asked_for(read_settings(path))):
            raise NotStarted(f"{name} {problem}")
    for name, path in folder.files.items():
        if name.endswith(".safetensors"):
            check_file(name, path)


def too_large(size: int) -> str:
    """Why a model of ``size`` bytes is not run."""
    return f"its files take {size / 2**30:.1f} GiB, and at most {MAX_BYTES / 2**30:.0f} are read"


def check_whole(files: Mapping[str, Path]) -> None:
    """See that nothing is missing.

    Raises:
        RunFailed: Says what is.
    """
    if "config.json" not in files:
        raise RunFailed("there is no config.json")
    if not any(name in files for name in (*_VOCABULARIES, *_NO_TEXT)):
        raise RunFailed(f"there is no tokenizer: expected one of {', '.join(_VOCABULARIES)}")
    if WEIGHTS in files:
        return
    weight_map = read_settings(files[INDEX]).get("weight_map")
    shards = {str(shard) for shard in weight_map.values()} if isinstance(weight_map, dict) else set()
    if not shards or (missing := sorted(shard for shard in shards if shard not in files)):
        raise RunFailed(f"{INDEX} names {missing[0] if shards else 'no weights'}, which is not there")
