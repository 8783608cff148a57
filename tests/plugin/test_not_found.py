"""The page for addresses that lead nowhere is ours in Material, unless the user has one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig

from generator.plugin import not_found


def template(root: Path, theme: dict[str, Any]) -> Path:
    """The file that MkDocs would take for ``404.html``."""
    (root / "docs").mkdir()
    file = root / "mkdocs.yml"
    file.write_text(yaml.safe_dump({"site_name": "x", "theme": theme}), encoding="utf-8")
    config: MkDocsConfig = base.load_config(str(file))
    not_found.add_not_found(config)
    not_found.add_not_found(config)  # Serving reads the configuration again.
    found = config.theme.get_env().get_template("404.html").filename
    assert found is not None
    return Path(found)


def test_material_shows_ours(tmp_path: Path) -> None:
    assert template(tmp_path, {"name": "material"}).parent == Path(not_found.__file__).with_name("theme")


def test_the_users_own_stays(tmp_path: Path) -> None:
    own = tmp_path / "overrides"
    own.mkdir()
    (own / "404.html").write_text("Lost?", encoding="utf-8")
    assert template(tmp_path, {"name": "material", "custom_dir": "overrides"}).parent == own


def test_another_theme_shows_its_own(tmp_path: Path) -> None:
    assert template(tmp_path, {"name": "mkdocs"}).parent.name == "mkdocs"
