"""``modelhub lsp``: the language server."""

from __future__ import annotations

from importlib.util import find_spec

from click.exceptions import Exit

from generator.cli.command import command, option
from generator.cli.common import PROBLEMS_FOUND, today
from generator.errors import UsageError


@command()
@option("--stdio", "_stdio", is_flag=True, hidden=True, expose_value=False, help="Done anyway; editors say it.")
def lsp() -> None:
    """Show an editor what is wrong with the card that is being edited.

    Editors start it and talk to it over standard input and output. How to set one up: docs/guide/editors.md.
    """
    if find_spec("pygls") is None:
        raise UsageError("the language server needs pygls: install it with `pip install 'modelhub[lsp]'`")
    from generator.lsp.server import serve  # noqa: PLC0415 - needs the extra `lsp`

    if not serve(today):
        raise Exit(PROBLEMS_FOUND)
