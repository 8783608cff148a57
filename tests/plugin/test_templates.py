"""Templates are compiled once, and never from what a plugin made of the environment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from jinja2 import Environment
from mkdocs.theme import Theme
from patience import PATIENCE
from site_maker import make_hub

from generator.plugin import build_site
from generator.plugin.templates import compiling, keep_theme_compiled

NO_THREADS = """
import sys
from pathlib import Path
from mkdocs.theme import Theme
from generator.plugin import templates
from generator.plugin.templates import compiling

templates.usable_processors = lambda: int(sys.argv[2])
theme, kept = Theme("material"), Path(sys.argv[1])
begun = compiling(theme, kept)
if begun:
    begun.outcome()
print(bool(begun), compiling(theme, kept))
"""


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    names: list[str] = []
    compile_ = Environment.compile

    def spied(self: Environment, source: str, name: str | None = None, *more: object, **named: object) -> object:
        names.append(str(name))
        return compile_(self, source, name, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", spied)
    return names


def test_a_second_start_of_mkdocs_compiles_little(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELHUB_CACHE", str(tmp_path / "cache"))
    root = make_hub(tmp_path / "hub")
    build_site(root)
    assert [*(tmp_path / "cache").rglob("theme-*/*.cache")]
    compiled.clear()
    (root / "docs").mkdir()
    (root / "docs" / "more.md").write_text("# More\n", encoding="utf-8")
    build_site(root)
    assert (root / "site" / "more" / "index.html").is_file()
    # Material's search looks these up in environments of its own.
    assert set(compiled) <= {"partials/language.html", "partials/languages/en.html"}


def test_a_change_of_the_theme_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELHUB_CACHE", str(tmp_path / "cache"))
    root = make_hub(tmp_path / "hub")
    (root / "theme").mkdir()
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(
        "site_name: Ours\ntheme: {name: material, custom_dir: theme}\nplugins: [modelhub]\n", encoding="utf-8"
    )
    for text in ("first", "second"):
        (root / "theme" / "main.html").write_text(
            f'{{% extends "base.html" %}}{{% block announce %}}{text}{{% endblock %}}', encoding="utf-8"
        )
        build_site(root)
        assert text in (root / "site" / "index.html").read_text(encoding="utf-8")


def _with_filter(env: Environment) -> None:
    env.filters["loud"] = str.upper


def _with_other_filter(env: Environment) -> None:
    env.filters["upper"] = str.upper


def _with_marks(env: Environment) -> None:
    env.variable_start_string = "[["


def _with_extension(env: Environment) -> None:
    env.add_extension("jinja2.ext.do")


def _with_test(env: Environment) -> None:
    env.tests["loud"] = str.isupper


def _with_finalize(env: Environment) -> None:
    env.finalize = str


@pytest.mark.parametrize(
    "changed", [_with_filter, _with_other_filter, _with_marks, _with_extension, _with_test, _with_finalize]
)
def test_what_a_plugin_changed_is_not_kept(tmp_path: Path, changed: Callable[[Environment], None]) -> None:
    usual, other = Theme("mkdocs").get_env(), Theme("mkdocs").get_env()
    keep_theme_compiled(usual, tmp_path / "usual")
    keep_theme_compiled(other, tmp_path / "other")
    changed(other)  # Even after all hooks that we know of.
    usual.get_template("404.html")
    other.get_template("404.html")
    assert [*(tmp_path / "usual").rglob("*.cache")]
    assert not [*(tmp_path / "other").rglob("*.cache")]


def test_what_another_plugin_keeps_is_left_to_it(tmp_path: Path) -> None:
    env = Theme("mkdocs").get_env()
    env.bytecode_cache = own = jinja2.FileSystemBytecodeCache(str(tmp_path))
    keep_theme_compiled(env, tmp_path / "ours")
    assert env.bytecode_cache is own


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_a_process_of_its_own_compiles_all_templates_once(tmp_path: Path, compiled: list[str]) -> None:
    kept = tmp_path / "kept"
    for processors, said in (("1", "False None\n"), ("2", "True None\n")):
        done = subprocess.run(
            [sys.executable, "-c", NO_THREADS, str(kept), processors],
            capture_output=True, text=True, timeout=PATIENCE, check=True,
        )  # fmt: skip
        assert (done.stdout, done.stderr) == (said, "")
    env = Theme("material").get_env()
    keep_theme_compiled(env, kept)
    for name in ("main.html", "partials/nav.html", "404.html"):
        env.get_template(name)
    assert not compiled
    assert len([*(kept / "templates").iterdir()]) > 20


def test_where_templates_are_kept_nothing_is_begun(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    assert compiling(Theme("mkdocs"), tmp_path) is None
