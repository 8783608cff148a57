"""The doors' frame: gathers the commands, turns errors into exit codes."""

from __future__ import annotations

import signal
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from generator import __version__
from generator.cli.build import build
from generator.cli.lint import lint
from generator.cli.lsp import lsp
from generator.cli.rules import rules
from generator.cli.schema import schema
from generator.cli.serve import serve
from generator.cli.site import site
from generator.cli.verify import verify
from generator.errors import ModelhubError

app = typer.Typer(
    name="modelhub",
    help="Turn a folder of model cards into a model hub that people can trust.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"modelhub {__version__}")
        raise typer.Exit


@app.callback()
def _frame(
    _show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


for _command in (site, lint, verify, build, serve, rules, schema, lsp):
    app.command()(_command)


def main() -> None:
    """Run the command. Exit codes: 0 fine, 1 findings, 2 usage or configuration, 130 interrupted, 143 terminated."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app()
    except ModelhubError as error:
        _end(str(error))
    except OSError as error:  # A name that is too long, a full disk, a folder that may not be written.
        _end(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _end(problem: str) -> NoReturn:
    # The words may hold brackets, which are no markup.
    Console(stderr=True).print(Text.assemble(("error: ", "bold red"), problem), soft_wrap=True)
    sys.exit(2)


def _terminated(number: int, _: object) -> NoReturn:
    """Leave as on an error, so that a worker is stopped and its folder removed."""
    sys.exit(128 + number)
