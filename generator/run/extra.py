"""Whether the libraries that only running models needs are there, without importing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from generator.run.trouble import MissingExtra
from generator.verify_block import TaskName

RUNNING = ("torch", "transformers", "safetensors", "sentencepiece", "sacremoses")
_LABELS = ("sklearn", "seqeval", "numpy")
#: What reads samples that are no text, and the extra that brings it.
READING: Mapping[TaskName, tuple[str, tuple[str, ...]]] = {
    "image-classification": ("images", ("PIL",)),
    "automatic-speech-recognition": ("audio", ("soundfile", "soxr")),
}
#: The libraries that measure a kind of rows, where they are not those for labels, and the extra that brings them.
_MEASURING: dict[str, tuple[str, tuple[str, ...]]] = {
    "regression": ("run", ("scipy", "numpy")),
    "sentence-embeddings": ("run", ("scipy", "numpy")),
    "question-answering": ("run", ("numpy",)),
    "fill-mask": ("run", ("numpy",)),
    "multiple-choice": ("run", ("numpy",)),
    "translation": ("metrics", ("sacrebleu", "numpy")),
    "summarization": ("metrics", ("rouge_score", "numpy")),
    "text2text-generation": ("metrics", ("sacrebleu", "rouge_score", "numpy")),
    "text-generation": ("metrics", ("sacrebleu", "rouge_score", "numpy")),
    "automatic-speech-recognition": ("metrics", ("jiwer", "numpy")),
}
#: The extra that brings the client of an object store, by protocol.
_STORES = {"s3": "s3", "gs": "gs", "az": "az", "abfs": "az"}
#: Where a package is named otherwise than its module.
_PACKAGES = {"sklearn": "scikit-learn", "rouge_score": "rouge-score", "PIL": "pillow"}


def measuring(kind: str) -> tuple[str, tuple[str, ...]]:
    """The extra that measuring a kind of rows needs, and its libraries."""
    return _MEASURING.get(kind, ("run", _LABELS))


def versions(modules: Iterable[str]) -> dict[str, str]:
    """The versions of installed libraries, by the names of their packages."""
    return {package: version(package) for package in (_PACKAGES.get(module, module) for module in modules)}


def installed(packages: Iterable[str]) -> dict[str, str]:
    """The versions of packages, seen without importing them; none at all where one of them is missing."""
    try:
        return {package: version(package) for package in packages}
    except PackageNotFoundError:
        return {}


def require(*modules: str, extra: str = "run") -> None:
    """See that ``modules``, which ``extra`` brings, are installed.

    Raises:
        MissingExtra: Some are not.
    """
    if missing := [module for module in modules if find_spec(module) is None]:
        raise MissingExtra(missing, extra)


def uninstalled(url: str) -> str:
    """That the library of a store is not installed."""
    protocol = url.partition("://")[0]
    hint = f": install it with `pip install 'modelhub[{_STORES[protocol]}]'`" if protocol in _STORES else ""
    return f"{protocol}:// needs a library that is not installed{hint}"
