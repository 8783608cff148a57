"""Pictures and recordings that a file of evaluation data holds itself, as those of data sets do: written to files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.run.inputs import MAX_INPUT_BYTES
from generator.run.trouble import NotStarted, RunFailed
from generator.verify_block import TaskName

#: The tasks whose rows have such a column, and its name.
HELD: Mapping[TaskName, str] = {"image-classification": "image", "automatic-speech-recognition": "audio"}


class HeldFiles:
    """Writes them to a folder.

    Attributes:
        places: Where each of them lies, by how its row names it.
    """

    def __init__(self, folder: Path, task: TaskName) -> None:
        self.places: dict[str, Path] = {}
        self._folder = folder
        self._column = HELD[task]

    def taken_out(self, columns: Mapping[str, Any], where: str) -> Mapping[str, Any]:
        """A row that names what it held.

        Args:
            columns: The row, by the names that rows have. The library ``datasets`` keeps a picture or a recording as
                ``{"bytes": …, "path": …}``.
            where: What stands for the file: the row's place.

        Raises:
            RunFailed: It is not in the row, or too large.
            NotStarted: There is no room for it here.
        """
        if self._column not in columns:
            return columns
        value = columns[self._column]
        content = value.get("bytes") if isinstance(value, Mapping) else value
        if not isinstance(content, bytes) or not content:
            raise RunFailed(f"{where}: {self._column}: the row does not hold the file itself, and no other is fetched")
        if len(content) > MAX_INPUT_BYTES:
            raise RunFailed(f"{where}: {self._column}: it is larger than {MAX_INPUT_BYTES // 2**20} MiB")
        place = self._folder / str(len(self.places))
        try:
            place.write_bytes(content)
        except OSError as error:
            raise NotStarted(f"the temporary folder cannot be written: {error.strerror}", passing=True) from None
        self.places[where] = place
        return {**columns, self._column: where}
