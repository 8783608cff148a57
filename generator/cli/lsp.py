"""``modelhub lsp``: the language server."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from generator.cli.common import PROBLEMS_FOUND, today
from generator.errors import UsageError


def lsp(
    *,
    _stdio: Annotated[bool, typer.Option("--stdio", hidden=True, help="Done anyway; editors say it.")] = False,
) -> None:
    """Show an editor what is wrong with the card that is being edited.

    Editors start it and talk to it over standard input and output. How to set one up: docs/guide/editors.md.
    """
    if find_spec("pygls") is None:
        raise UsageError("the language server needs pygls: install it with `pip install 'modelhub[lsp]'`")
    from generator.lsp.server import serve  # noqa: PLC0415 - needs the extra `lsp`

    if not serve(today):
        raise typer.Exit(PROBLEMS_FOUND)
