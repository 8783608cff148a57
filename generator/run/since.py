"""Which files changed since a revision, as git tells it, and which cards that concerns."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.card import Card
from generator.errors import UsageError
from generator.run.plan import Plan
from generator.run.samples import files_of_samples
from generator.store import inside

OPTION = "--changed-since"


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that changed, and the folders they lie in.

    Attributes:
        files: Absolute paths; a submodule counts as a file.
        folders: Every folder above one of them.
    """

    files: frozenset[Path]
    folders: frozenset[Path]

    def concern(self, root: Path, cards: Path, card: Card, planned: Plan) -> bool:
        """Whether a card's file, a file that it is run on, or its model in the hub changed.

        Args:
            root: The hub's root.
            cards: The cards folder.
            card: The card.
            planned: What it asks for.
        """
        places = [cards / f"{card.key}.md"]
        if planned.request and planned.request.source.startswith("path:"):
            places += _in_hub(root, planned.request.source.removeprefix("path:"))
        if planned.request and planned.request.benchmark and planned.request.benchmark.data:
            places += _in_hub(root, planned.request.benchmark.data)
        for name in files_of_samples(planned.request.samples) if planned.request else ():
            places += _in_hub(root, name)
        return any(self._touch(name) for place in places for name in {_normal(place), place.resolve()})

    def _touch(self, path: Path) -> bool:
        return path in self.files or path in self.folders or not self.files.isdisjoint(path.parents)


def changes_since(root: Path, revision: str) -> Changes:
    """The files of the repository around ``root`` that differ from ``revision``, new ones that git ignores left out.

    Raises:
        UsageError: There is no git, no repository or no such revision.
    """
    if not revision or revision.startswith("-"):
        raise UsageError(f"{OPTION}: expected a revision such as `origin/main`, not `{revision}`")
    top = Path(_git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
    try:
        commit = _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()
    except UsageError:
        hint = "a shallow clone holds the latest commits only"
        raise UsageError(f"{OPTION}: git knows no revision `{revision}`; {hint}") from None
    names = _git(top, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", commit, "--")
    names += _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    files = frozenset(top / name for name in names.split("\0") if name)
    return Changes(files, frozenset(folder for file in files for folder in file.parents))


def _git(folder: Path, *arguments: str) -> str:
    """What git prints.

    Raises:
        UsageError: It is not installed, or fails.
    """
    git = shutil.which("git")
    if git is None:
        raise UsageError(f"{OPTION} needs git, and there is none")
    command = [git, "--no-optional-locks", "-C", os.fspath(folder), *arguments]
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603 - no shell, no option
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().split("\n")[0]
        raise UsageError(f"{OPTION}: git says: {said.removeprefix('fatal: ')}")
    return os.fsdecode(done.stdout)  # As Python names files, whatever their bytes.


def _in_hub(root: Path, relative: str) -> Iterable[Path]:
    """A path of the hub; none where it leads elsewhere, for such a model or such data is never read."""
    try:
        inside(root, relative)
    except UsageError:
        return []
    return [root / relative]


def _normal(path: Path) -> Path:
    """The path without ``..``, links not followed."""
    return Path(os.path.normpath(path))
