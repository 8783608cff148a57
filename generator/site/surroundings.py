"""Seeing, without starting the renderer, that all that it would look at is as it was."""

from __future__ import annotations

import os
from collections.abc import Sequence

from generator.site.looking import Look, look
from generator.store.fingerprint import fingerprint

#: What the renderer and its plugins heed of the environment.
_HEEDED = ("MKDOCS", "SOURCE_DATE_EPOCH", "CI")


def look_around(inputs: Sequence[str]) -> Look:
    """The program, the environment's variables, and these files and folders as they are now.

    Args:
        inputs: Absolute paths; a file that is missing may come. MkDocs follows links, wherever they lead.
    """
    return look(inputs, salt=fingerprint() + environment(), follow=True)


def environment() -> bytes:
    """The environment's variables that decide what the renderer makes."""
    heeded = [f"{name}={os.environ[name]}\0" for name in sorted(os.environ) if name.startswith(_HEEDED)]
    return "".join(heeded).encode("utf-8", "surrogateescape")
