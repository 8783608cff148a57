"""The doors' frame: gathers the commands, turns errors into exit codes."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated, NoReturn

import typer

from generator import __version__
from generator.cli.streams import ended_by_reader, see_to_streams
from generator.errors import ModelhubError

#: In the order of the help. Each is a function, or a group of commands, of that name, in a module of that name.
COMMANDS = ("site", "lint", "verify", "records", "build", "render", "serve", "rules", "schema", "lsp")


#: New objects before garbage is looked for. Python's own 700 makes it look a hundred times while findings pile up.
GARBAGE = 50_000


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"modelhub {__version__}")
        raise typer.Exit


def _frame(
    _show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def app_of(commands: Iterable[str]) -> typer.Typer:
    """The program with these commands; only their modules are imported."""
    app = typer.Typer(
        name="modelhub",
        help="Turn a folder of model cards into a model hub that people can trust.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_frame)
    for name in commands:
        found = getattr(import_module(f"generator.cli.{name}"), name)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command()(found)
    return app


def _asked_for(arguments: Sequence[str]) -> Sequence[str]:
    """The one command that is called, so that it need not wait for the others; all of them for help and mistakes."""
    return arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS


def main() -> None:
    """Run the command.

    Exit codes: 0 fine, 1 findings, 2 usage or configuration, 130 interrupted, 141 nobody reads on, 143 terminated.
    """
    signal.signal(signal.SIGTERM, _terminated)
    see_to_streams()
    gc.set_threshold(GARBAGE)
    with ended_by_reader():
        _run()


def _run() -> None:
    try:
        app_of(_asked_for(sys.argv[1:]))()
    except ModelhubError as error:
        _end(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:  # A name that is too long, a full disk, a folder that may not be written.
        _end(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _end(problem: str) -> NoReturn:
    typer.echo(f"{typer.style('error:', fg='red', bold=True)} {problem}", err=True)
    sys.exit(2)


def _terminated(number: int, _: object) -> NoReturn:
    """Leave as on an error, so that a worker is stopped and its folder removed."""
    sys.exit(128 + number)
