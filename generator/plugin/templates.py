"""Templates, compiled once. MkDocs compiles its theme's in every build, which takes longer than filling them in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import mkdocs
from jinja2 import Environment, FileSystemBytecodeCache, TemplateError
from jinja2 import __version__ as jinja_version
from jinja2.bccache import Bucket

from generator.forks import Forked
from generator.processes import usable_processors
from generator.render.environment import compile_templates as compile_html
from generator.render.environment import keep_compiled
from generator.render.markdown.environment import compile_templates as compile_markdown

if TYPE_CHECKING:
    from mkdocs.theme import Theme

#: What decides what a template is compiled to, besides its text, and besides extensions, filters and tests.
_OPTIONS = (
    "autoescape", "block_end_string", "block_start_string", "comment_end_string", "comment_start_string", "finalize",
    "is_async", "keep_trailing_newline", "line_comment_prefix", "line_statement_prefix", "lstrip_blocks",
    "newline_sequence", "optimized", "trim_blocks", "undefined", "variable_end_string", "variable_start_string",
)  # fmt: skip
#: What MkDocs adds where a theme is translated.
_EXTENSIONS = frozenset({"jinja2.ext.InternationalizationExtension"})
#: Where templates of a theme lie that its pages are made of; most others are icons.
_PLACES = ("*.html", "partials/*.html")


def compiling(theme: Theme, kept: Path) -> Forked | None:
    """Begin to compile the templates of a first build, in a process of its own.

    Args:
        theme: The theme.
        kept: Where is kept what was built of the hub.

    Returns:
        The process; ``None`` where that was done before, or no processor is left for it.
    """
    folder = kept / "templates"
    if folder.exists() or usable_processors() == 1:
        return None
    return Forked(partial(_compile, theme, kept, folder))


def keep_theme_compiled(env: Environment, kept: Path) -> None:
    """Keep the templates of a theme compiled from build to build, where its environment is as MkDocs makes it."""
    if env.bytecode_cache is None:
        folder = kept / f"theme-{mkdocs.__version__}-{jinja_version}"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        env.bytecode_cache = _Compiled(str(folder))


class _Compiled(FileSystemBytecodeCache):
    """Keeps nothing where plugins have changed the environment.

    Their filters may become part of what is compiled, and nothing tells when they are others.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        if _is_usual(bucket.environment):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if _is_usual(bucket.environment):
            super().dump_bytecode(bucket)


@cache
def _plain() -> Environment:
    return Environment()  # noqa: S701 - nothing is filled in


def _is_usual(env: Environment) -> bool:
    plain = _plain()
    added = [function for name, function in env.filters.items() if plain.filters.get(name) is not function]
    return (
        all(getattr(env, name) == getattr(plain, name) for name in _OPTIONS)
        and env.extensions.keys() <= _EXTENSIONS
        and env.tests == plain.tests
        and all(str(getattr(function, "__module__", "")).startswith("mkdocs.") for function in added)
    )


def _compile(theme: Theme, kept: Path, folder: Path) -> bytes:
    logging.disable()  # What MkDocs has to say of the theme it says by itself.
    keep_compiled(folder)
    compile_html()
    compile_markdown()
    env = theme.get_env()
    keep_theme_compiled(env, kept)
    for name in sorted(set(_names(theme))):
        with suppress(TemplateError, OSError):  # Whoever needs it is told.
            env.get_template(name)
    return b""


def _names(theme: Theme) -> Iterator[str]:
    for folder in map(Path, theme.dirs):
        for file in chain.from_iterable(map(folder.glob, _PLACES)):
            yield file.relative_to(folder).as_posix()
