"""Whether the libraries that only running models needs are there, without importing them."""

from __future__ import annotations

from importlib.util import find_spec

from generator.run.trouble import MissingExtra

RUNNING = ("torch", "transformers", "safetensors")
MEASURING = ("sklearn", "seqeval")


def require(*modules: str) -> None:
    """See that ``modules`` are installed.

    Raises:
        MissingExtra: Some are not.
    """
    if missing := [module for module in modules if find_spec(module) is None]:
        raise MissingExtra(missing)
