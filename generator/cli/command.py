"""What commands are declared with: click's own, with help that is grouped and ends in examples."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

#: Columns that the help takes where a terminal has them.
WIDEST = 110
#: Columns that the names of options take at most; what they do stands below a name that is longer.
COLUMN = 30

#: Given to a function as a path.
PATH = click.Path(path_type=Path)


def wants_colour() -> bool | None:
    """Whether what click shows has colours: ``None`` for where there is a terminal.

    Source: https://no-color.org
    """
    return False if os.environ.get("NO_COLOR") else None


class Formatter(click.HelpFormatter):
    """Help with headings that stand out."""

    def write_heading(self, heading: str) -> None:
        """Write one."""
        self.write(f"{'':>{self.current_indent}}{click.style(f'{heading}:', bold=True)}\n")

    def write_examples(self, text: str) -> None:
        """Write commands, which are not wrapped, so that they can be copied."""
        with self.section("Examples"):
            for line in inspect.cleandoc(text).splitlines():
                self.write(f"{'':>{self.current_indent}}{line}\n")


class Context(click.Context):
    """A context whose help is formatted so."""

    formatter_class = Formatter

    def __init__(self, *args: Any, **settings: Any) -> None:
        usual = {"show_default": True, "max_content_width": WIDEST, "color": wants_colour()}
        super().__init__(*args, **usual | settings)


class Option(click.Option):
    """An option.

    Args:
        declared: Its names, and what click wants to know of it.
        section: The heading that it stands under in the help.
        known: The rest of what click wants to know.
    """

    def __init__(self, *declared: Any, section: str = "Options", **known: Any) -> None:
        super().__init__(*declared, **known)
        self.section = section


class Command(click.Command):
    """A command, whose help is its function's docstring; what follows ``Examples:`` there are commands to copy."""

    context_class = Context

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        text, _, examples = inspect.cleandoc(self.help or "").partition("\n\nExamples:\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text)
        if examples and isinstance(formatter, Formatter):
            formatter.write_examples(examples)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under the headings of their sections, which follow each other as they are declared."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            line = param.get_help_record(ctx)
            if line and not isinstance(param, click.Argument):
                sections.setdefault(param.section if isinstance(param, Option) else "Options", []).append(line)
        width = min(COLUMN, max(len(name) for lines in sections.values() for name, _ in lines))
        for section, lines in sections.items():
            with formatter.section(section):
                formatter.write_dl([(name.ljust(width), about) for name, about in lines])


class Group(click.Group):
    """A command that consists of others."""

    context_class = Context
    command_class = Command


#: Makes a function a command, an argument, an option.
command = partial(click.command, cls=Command)
argument = click.argument
option = partial(click.option, cls=Option)


def options(*several: Callable[[Callable[..., None]], Callable[..., None]]) -> Callable[..., Callable[..., None]]:
    """Options that belong together as one decorator; the help shows them in this order."""

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        for one in reversed(several):
            function = one(function)
        return function

    return declare


def hub_option(function: Callable[..., None]) -> Callable[..., None]:
    """The option ``--hub``, which nearly every command has."""
    return option("--hub", type=PATH, default=Path(), help="The hub's folder, or one inside it.")(function)
