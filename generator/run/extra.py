"""Whether the libraries that only running models needs are there, without importing them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from importlib.util import find_spec

from generator.run.trouble import MissingExtra

RUNNING = ("torch", "transformers", "safetensors", "sentencepiece", "sacremoses")
MEASURING = ("sklearn", "seqeval", "numpy")

#: Where a package is named otherwise than its module.
_PACKAGES = {"sklearn": "scikit-learn"}


def versions(modules: Iterable[str]) -> dict[str, str]:
    """The versions of installed libraries, by the names of their packages."""
    return {package: version(package) for package in (_PACKAGES.get(module, module) for module in modules)}


def require(*modules: str) -> None:
    """See that ``modules`` are installed.

    Raises:
        MissingExtra: Some are not.
    """
    if missing := [module for module in modules if find_spec(module) is None]:
        raise MissingExtra(missing)
