"""``modelhub serve``: look at the site while writing cards."""

from __future__ import annotations

from pathlib import Path

from generator.cli.command import command, hub_option, option
from generator.cli.common import hub_root


@command()
@hub_option
@option("--address", metavar="HOST:PORT", default="127.0.0.1:8000", help="Where to listen.")
def serve(*, hub: Path, address: str) -> None:
    """Serve the site on this machine; editing a card, a record or a page reloads it. Ends with Ctrl+C.

    Examples:
      modelhub serve
      modelhub serve --address 127.0.0.1:9000
    """
    from generator.plugin import serve_site  # noqa: PLC0415  MkDocs starts slowly: only those who serve wait for it

    serve_site(hub_root(hub), address=address)
