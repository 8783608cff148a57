"""Which files MkDocs looks at, as far as that can be known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

#: Plugins that look at nothing but the site's own sources.
_KNOWN = frozenset({"modelhub", "search", "material/search", "offline", "material/offline"})


def inputs_of(config: MkDocsConfig, *, without: Path | None) -> tuple[str, ...]:
    """The files and folders that decide what MkDocs makes; none where a plugin, a hook or `!ENV` may look at anything.

    Args:
        config: The site's configuration.
        without: The root of a hub that has no ``mkdocs.yml``, so that the configuration is a passing one.
    """
    if config.hooks or not config.plugins.keys() <= _KNOWN:
        return ()
    own, *inherited = _configurations(Path(config.config_file_path or "mkdocs.yml"))
    if any(file.is_file() and b"!ENV" in file.read_bytes() for file in (own, *inherited)):
        return ()  # Any variable of the environment may decide.
    found = [
        *inherited,
        *([own, Path(config.docs_dir)] if without is None else [without / "mkdocs.yml", without / "docs"]),
    ]
    if config.theme.custom_dir:
        found.append(Path(config.theme.custom_dir))
    return tuple(sorted({str(path.resolve()) for path in found}))


def _configurations(file: Path) -> list[Path]:
    """A configuration and those that it inherits from."""
    try:
        values = yaml.load(file.read_bytes(), _Loose)  # noqa: S506 - it makes nothing but plain data
    except (OSError, yaml.YAMLError):
        return [file]
    parent = values.get("INHERIT") if isinstance(values, dict) else None
    return [file, *(_configurations(file.parent / parent) if isinstance(parent, str) else [])]


class _Loose(yaml.SafeLoader):
    """Reads plain data, and passes over the tags that MkDocs adds."""


def _unknown(loader: yaml.Loader, suffix: str, node: yaml.Node) -> Any:  # noqa: ARG001 - PyYAML passes three
    return None


_Loose.add_multi_constructor("", _unknown)
