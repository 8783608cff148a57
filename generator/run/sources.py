"""A source → the model's files on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.run.extra import require
from generator.run.inspect import ModelFolder, files_of
from generator.run.trouble import NotStarted, RunFailed
from generator.store import inside

if TYPE_CHECKING:
    from generator.run.hugging_face import HuggingFace


class Sources:
    """Finds or fetches models for the hub at ``root``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._hugging_face: HuggingFace | None = None

    @contextmanager
    def held(self, uri: str, revision: str = "", last: str = "") -> Iterator[ModelFolder]:
        """The files of the model ``uri``, which stay where they are until the block ends.

        Args:
            uri: ``hf:owner/name`` or ``path:folder``.
            revision: As the card gives it; empty for none.
            last: The commit that it was when it was last run; empty for none.

        Raises:
            NotStarted: They cannot be had.
            RunFailed: They are incomplete.
            MissingExtra: The Hub's client is not installed.
        """
        kind, _, place = uri.partition(":")
        if kind == "path":
            yield self._in_hub(place)
            return
        if self._hugging_face is None:
            require("huggingface_hub")
            from generator.run.hugging_face import HuggingFace  # noqa: PLC0415  of the optional libraries

            self._hugging_face = HuggingFace()
        yield self._hugging_face.folder(place, revision, last)

    def _in_hub(self, place: str) -> ModelFolder:
        try:
            folder = inside(self._root, place)
        except UsageError as error:
            raise NotStarted(str(error)) from None
        if not folder.is_dir():
            raise RunFailed(f"path:{place}: no such folder")
        return ModelFolder(files_of(folder), folder)
