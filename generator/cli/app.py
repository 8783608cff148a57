"""The doors' frame: gathers the commands, turns errors into exit codes."""

from __future__ import annotations

import gc
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from generator import __version__
from generator.cli.command import Context, wants_colour
from generator.cli.streams import ended_by_reader, see_to_streams, seeing_readers_go
from generator.errors import ModelhubError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Each is a command, or a group of commands, of that name, in a module of that name; and what the help says of it.
COMMANDS = {
    "site": "Lint the cards, run the models, build the site and the catalogue, and say what was done.",
    "lint": "Find what is wrong with cards.",
    "verify": "Run the models of cards and hold what the cards claim against what the models answer.",
    "records": "Bring records together.",
    "build": "Build the site and the catalogue from the cards and their records.",
    "render": "Write the hub's pages as plain Markdown, for MkDocs with Material, and for Zensical.",
    "serve": "Serve the site on this machine.",
    "rules": "List the linter's rules, or explain one.",
    "schema": "Print a JSON Schema.",
    "lsp": "Show an editor what is wrong with the card that is being edited.",
}

#: The exit code after Ctrl+C, as shells have it.
INTERRUPTED = 130


class Modelhub(click.Group):
    """The program. Of its commands only the one that is called is imported, so that it need not wait for the others."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"generator.cli.{cmd_name}"), cmd_name)
        gc.freeze()
        gc.enable()
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; where there is none, with names that are alike."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What a word may become that begins so."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only shells ask

        found = [CompletionItem(name, help=about) for name, about in COMMANDS.items() if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that is asked for."""
        try:
            with seeing_readers_go():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command, and show the help or the version where these ask for it."""
        with seeing_readers_go():
            return super().parse_args(ctx, args)


@click.group(
    cls=Modelhub,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="modelhub %(version)s", help="Print the version and exit.")
def modelhub() -> None:
    """Turn a folder of model cards into a model hub that people can trust."""


def run() -> None:
    """Run the command, and end with its exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    see_to_streams()
    with ended_by_reader():
        _run()


def _run() -> None:
    try:
        modelhub(prog_name="modelhub")
    except ModelhubError as error:
        _end(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:  # A name that is too long, a full disk, a folder that may not be written.
        _end(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _end(problem: str) -> NoReturn:
    click.echo(f"{click.style('error:', fg='red', bold=True)} {problem}", err=True, color=wants_colour())
    sys.exit(2)


def _terminated(number: int, _: object) -> NoReturn:
    """Leave as on an error, so that a worker is stopped and its folder removed."""
    sys.exit(128 + number)
