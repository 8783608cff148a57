"""Finding the hub and reading its configuration."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from generator.config import Config, parse_config
from generator.errors import ConfigError

FILE = "modelhub.toml"


def find_root(start: Path) -> Path:
    """The hub's root: the nearest folder, from ``start`` upwards, with a configuration; else ``start`` itself."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file() or _pyproject_table(folder) is not None:
            return folder
    return start


def load_config(root: Path) -> Config:
    """The configuration of the hub at ``root``; the defaults where it has none.

    Raises:
        ConfigError: It cannot be read, or says something unknown.
    """
    file = root / FILE
    if file.is_file():
        return parse_config(_toml(file), FILE)
    return parse_config(_pyproject_table(root) or {}, "pyproject.toml [tool.modelhub]")


def _pyproject_table(folder: Path) -> dict[str, Any] | None:
    file = folder / "pyproject.toml"
    if not file.is_file():
        return None
    table = _toml(file).get("tool", {}).get("modelhub")
    return table if isinstance(table, dict) else None


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(file.name, [f"cannot be read as TOML: {error}"]) from None
