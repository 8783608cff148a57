"""The page for addresses that lead nowhere: a template of ours in Material's frame."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_TEMPLATES = Path(__file__).with_name("theme")


def add_not_found(config: MkDocsConfig) -> None:
    """Have ``404.html`` offer a search. One among the user's own templates (``custom_dir``) stays."""
    theme = config.theme
    if theme.name == "material" and str(_TEMPLATES) not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, str(_TEMPLATES))
