"""Which files of a site stay, and which are to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.site.state import Built, Disk, Group, Output


@dataclass(slots=True)
class Plan:
    """Which files a site is to have, and which of them are to be made.

    Attributes:
        old: The last build of this very site, if it is known.
        disk: What lies in the site's folder: size and time of each file.
        target: That folder.
        outputs: The files that stay or are made, as far as that is done.
        new: Those that were made.
    """

    old: Built | None
    disk: Disk
    target: Path
    outputs: dict[str, Output] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    groups: dict[str, Group] = field(default_factory=dict)

    def stays(self, path: str, key: bytes) -> bool:
        """Whether a file lies there as it is to be; then it is noted."""
        output = self.old.outputs.get(path) if self.old else None
        if output is None or output.key != key or self.disk.get(path) != (output.size, output.mtime_ns):
            return False
        self.outputs[path] = output
        return True

    def group_stays(self, group: Group) -> bool:
        """The same for files that are made together: all of them or none."""
        if all(self.stays(path, group.key) for path in group.paths):
            return True
        self.forget(group)
        return False

    def forget(self, group: Group) -> None:
        """Note no more that the files of a group stay."""
        for path in group.paths:
            self.outputs.pop(path, None)

    def made(self, outputs: Mapping[str, Output]) -> None:
        """Note what was made."""
        self.outputs.update(outputs)
        self.new.update(outputs)
