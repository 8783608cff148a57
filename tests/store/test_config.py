from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.store import configured, find_root, load_config


def test_the_root_is_the_nearest_folder_with_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "modelhub.toml").write_text('cards = "posts"\n')
    deep = tmp_path / "posts" / "deep"
    deep.mkdir(parents=True)
    assert find_root(deep) == tmp_path.resolve()
    assert [configured(folder) for folder in (tmp_path, deep)] == [True, False]
    assert load_config(tmp_path).cards == "posts"


def test_pyproject_serves_where_there_is_no_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.modelhub]\ncards = "posts"\n')
    assert configured(tmp_path)
    assert find_root(tmp_path) == tmp_path.resolve()
    assert load_config(tmp_path).cards == "posts"
    (tmp_path / "modelhub.toml").write_text('cards = "other"\n')
    assert load_config(tmp_path).cards == "other"


def test_a_pyproject_without_our_table_is_no_hub(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert not configured(tmp_path)
    (tmp_path / "sub").mkdir()
    assert find_root(tmp_path / "sub") == (tmp_path / "sub").resolve()


@pytest.mark.parametrize("name", ["modelhub.toml", "pyproject.toml"])
def test_broken_toml_is_an_error_with_its_place(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("cards = \n")
    with pytest.raises(ConfigError, match=rf"^{name}: cannot be read as TOML: .*line 1"):
        load_config(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("modelhub.toml", f"x = {'[' * 5000}", "modelhub.toml: cannot be read as TOML: it is nested too deeply"),
        ("pyproject.toml", "[tool]\nmodelhub = 5", "pyproject.toml: tool.modelhub: input should be a table"),
        ("modelhub.toml", 'records = "../records"', "modelhub.toml: records: ../records: leads out of the hub"),
        ("modelhub.toml", r'records = "\u0000"', "modelhub.toml: records: '\\\\x00': is no path"),
    ],
)
def test_a_configuration_that_cannot_be_used_says_why(tmp_path: Path, name: str, text: str, problem: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ConfigError, match=f"^{problem}"):
        load_config(tmp_path)


def test_a_foreign_tool_key_and_a_byte_order_mark_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool = 3\n")
    (tmp_path / "modelhub.toml").write_text('cards = "posts"\n', encoding="utf-8-sig")
    assert load_config(find_root(tmp_path)).cards == "posts"
    (tmp_path / "modelhub.toml").unlink()
    assert load_config(find_root(tmp_path)).cards == "cards"
