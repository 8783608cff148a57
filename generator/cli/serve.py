"""``modelhub serve``: look at the site while writing cards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import hub_root


def serve(
    *,
    hub: Annotated[Path, typer.Option(help="The hub's folder, or one inside it.")] = Path(),
    address: Annotated[str, typer.Option(help="Host and port to listen on.")] = "127.0.0.1:8000",
) -> None:
    """Serve the site on this machine; editing a card, a record or a page reloads it. Ends with Ctrl+C.

    [bold]Examples[/]

      modelhub serve
      modelhub serve --address 127.0.0.1:9000
    """
    from generator.plugin import serve_site  # noqa: PLC0415  MkDocs starts slowly: only those who serve wait for it

    serve_site(hub_root(hub), address=address)
