"""Finding the hub and reading its configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import ConfigError, UsageError
from generator.store.files import inside

if TYPE_CHECKING:
    from generator.config import Config

FILE = "modelhub.toml"


def find_root(start: Path) -> Path:
    """The hub's root: the nearest folder, from ``start`` upwards, with a configuration; else ``start`` itself."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if configured(folder):
            return folder
    return start


def configured(folder: Path) -> bool:
    """Whether a configuration lies in this very folder."""
    return (folder / FILE).is_file() or _pyproject_table(folder) is not None


def load_config(root: Path) -> Config:
    """The configuration of the hub at ``root``; the defaults where it has none.

    Raises:
        ConfigError: It cannot be read, or says something unknown.
    """
    from generator.config import parse_config  # noqa: PLC0415 - finding a hub needs none of it

    file = root / FILE
    if file.is_file():
        values, path = _toml(file), FILE
    else:
        values, path = _pyproject_table(root) or {}, "pyproject.toml [tool.modelhub]"
    config = parse_config(values, path)
    try:
        inside(root, config.records)  # Whatever a hub's configuration says, nothing is written outside of the hub.
    except UsageError as error:
        raise ConfigError(path, [f"records: {error}"]) from None
    return config


def _pyproject_table(folder: Path) -> dict[str, Any] | None:
    file = folder / "pyproject.toml"
    if not file.is_file():
        return None
    tool = _toml(file).get("tool")
    table = tool.get("modelhub") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(file.name, ["tool.modelhub: input should be a table"])
    return table


def _toml(file: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - slow to import, and finding a hub seldom needs it

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except RecursionError:
        raise ConfigError(file.name, ["cannot be read as TOML: it is nested too deeply"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(file.name, [f"cannot be read as TOML: {error}"]) from None
