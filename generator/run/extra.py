"""Whether the libraries that only running models needs are there, without importing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from generator.run.trouble import MissingExtra
from generator.verify_block import TaskName

RUNNING = ("torch", "transformers", "safetensors", "sentencepiece", "sacremoses")
MEASURING = ("sklearn", "seqeval", "numpy")
#: What reads samples that are no text, and the extra that brings it.
READING: Mapping[TaskName, tuple[str, tuple[str, ...]]] = {
    "image-classification": ("images", ("PIL",)),
    "automatic-speech-recognition": ("audio", ("soundfile", "soxr")),
}

#: Where a package is named otherwise than its module.
_PACKAGES = {"sklearn": "scikit-learn", "PIL": "pillow"}


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
