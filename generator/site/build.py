"""The files of a site: what is new is made, what is as it was stays, and all take their places at once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from generator.errors import ModelhubError
from generator.forks import can_fork
from generator.processes import Processes
from generator.render.links import model_path
from generator.site.ahead import Ahead
from generator.site.digest import digest
from generator.site.finding import finder_patch
from generator.site.frame import FrameKey
from generator.site.gather import Gathered
from generator.site.groups import FINDER, FileGroup, groups_of
from generator.site.order import Tell
from generator.site.plan import Plan
from generator.site.press import (
    JSON_TWIN,
    MARKDOWN_TWIN,
    DraftTask,
    GroupTask,
    Legacy,
    ModelTask,
    Press,
    Task,
    Writer,
    inherited,
    write,
    write_models,
    written,
)
from generator.site.stage import Stage
from generator.site.state import Before, Built, Group, Output, Surroundings

#: With fewer files to write than this, starting processes takes longer than writing them.
_FEW = 64
#: The files that models are found by take as long as a thousand pages.
_AHEAD = 16
#: Files that a process writes at once: for each such lot it opens the leaves anew.
_CHUNK = 64

_Task = TypeVar("_Task", bound=Task)
#: Does tasks: gives the files of each.
Work: TypeAlias = Callable[[list[_Task]], list[dict[str, Output]]]


class BuildError(ModelhubError):
    """The site could not be made; the old one is as it was."""


def build(  # noqa: PLR0913 - the last is of first builds alone
    gathered: Gathered,
    surroundings: Surroundings,
    target: Path,
    tell: Tell,
    *,
    rendered: Path | None,
    before: Before,
    ahead: Ahead | None = None,
) -> Built:
    """Make a site.

    Args:
        gathered: What it is made of.
        surroundings: What the renderer made.
        target: The site's folder.
        tell: Told what is done, how much of it, and how much there is to do.
        rendered: The folder with the files that the renderer wrote; ``None`` where they are those of the last build.
        before: What there is already.
        ahead: Makes some of the files already, where it is known that there are none.

    Raises:
        BuildError: A page could not be made.
        OSError: It cannot be written; the old site is as it was.
    """
    target = target.resolve()
    stage = Stage(target)
    try:
        plan = Plan(before.built, before.disk, target)
        making = _Making(gathered, surroundings, stage.files, plan, frozenset(surroundings.files), tell, ahead)
        making.rendered(rendered)
        making.ours()
        stage.commit(plan.new, plan.outputs.keys() - plan.new, before.disk.keys() - plan.outputs.keys())
    finally:
        stage.drop()
    return Built(str(target), plan.outputs, plan.groups, surroundings, len(plan.new))


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the files of a site; ``taken`` are the paths of those that the renderer wrote."""

    gathered: Gathered
    surroundings: Surroundings
    folder: Path
    plan: Plan
    taken: frozenset[str]
    tell: Tell
    ahead: Ahead | None

    def rendered(self, folder: Path | None) -> None:
        """What the renderer wrote."""
        for path in self.surroundings.files:
            if folder is None:
                output = self.plan.old.outputs[path] if self.plan.old else None
                if output:
                    self.plan.outputs[path] = output
                continue
            file = folder / path
            key = hashlib.blake2b(file.read_bytes(), digest_size=16).digest()
            if not self.plan.stays(path, key):
                found = self._moved(folder, path).stat()
                self.plan.made({path: Output(key, found.st_size, found.st_mtime_ns)})

    def _moved(self, folder: Path, path: str) -> Path:
        """A file of another folder, moved to its place."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / path, place)
        return place

    def ours(self) -> None:
        """Every page, the twins of model pages, and all other files."""
        gathered = self.gathered
        press = Press(
            gathered.facts, self.surroundings.frames, str(self.folder), str(gathered.place.cache), gathered.links
        )
        frames = {key: digest(frame) for key, frame in self.surroundings.frames.items()}
        drafts, models = list(self._draft_tasks(frames)), list(self._model_tasks(frames.get(gathered.model_frame, b"")))
        # What is made ahead is fetched in the end: until then there is enough else to do.
        groups = [] if self.ahead else list(self._new_groups())
        wholes = [GroupTask(number, group.name) for number, group in enumerate(groups)]
        total, done = len(drafts) + len(models), 0
        # What groups and drafts are made of cannot be sent to processes, but those that are forked have it.
        with inherited(Legacy(gathered, press, groups, self.taken)):
            # What the first pages load, such as templates, all of them have then.
            tasks: list[Task] = [*drafts[:1], *models[:1]]
            rest: list[Task] = [*wholes, *drafts[1:]]
            if can_fork():
                made = chain(alone(write, tasks), self._in_processes(write, [*rest, *models[1:]]))
            else:
                apart = partial(write_models, press=press, key=gathered.model_frame)
                made = chain(alone(write, [*tasks, *rest]), self._in_processes(apart, models[1:]))
            for task, outputs in made:
                self.plan.made(outputs)
                if isinstance(task, GroupTask):
                    self.plan.groups[task.path] = Group(groups[task.number].key, tuple(outputs))
                else:
                    self.tell("writing pages", done := done + 1, total)
        if self.ahead:
            self._made_ahead(self.ahead)

    def _new_groups(self) -> Iterator[FileGroup]:
        """Groups of files of which something is new."""
        for group in groups_of(self.gathered):
            old = self.plan.old.groups.get(group.name) if self.plan.old else None
            if old and old.key == group.key and self.plan.group_stays(old):
                self.plan.groups[group.name] = old
            elif group.name != FINDER or not old or not self._patch_finder(old, group.key):
                yield group

    def _made_ahead(self, ahead: Ahead) -> None:
        """Move the files that were made while the renderer worked to their places, and make those that were not."""
        made = ahead.made()
        writer = Writer(str(self.folder))
        for group in self._new_groups():
            key, outputs = made.get(group.name, (b"", {}))
            if key == group.key:
                ours = {path: output for path, output in outputs.items() if path not in self.taken}
                for path in ours:
                    self._moved(ahead.folder, path)
            else:
                ours = written(group, writer, self.taken)
            self.plan.made(ours)
            self.plan.groups[group.name] = Group(group.key, tuple(ours))

    def _patch_finder(self, old: Group, key: bytes) -> bool:
        """Change what a few changed cards change in the files that models are found by, if that can be."""
        patch = finder_patch(self.gathered, old.key, self.plan.target) if self.plan.group_stays(old) else None
        if patch is None:
            self.plan.forget(old)
            return False
        writer = Writer(str(self.folder))
        kept = [path for path in old.paths if path not in patch.removed and path not in patch.written]
        there = {path: replace(self.plan.outputs[path], key=key) for path in kept}
        self.plan.forget(old)
        self.plan.outputs.update(there)
        self.plan.made({path: writer(path, key, content) for path, content in patch.written.items()})
        self.plan.groups[FINDER] = Group(key, (*kept, *patch.written))
        return True

    def _draft_tasks(self, frames: Mapping[FrameKey, bytes]) -> Iterator[DraftTask]:
        """Pages about many models that are new."""
        for number, draft in enumerate(self.gathered.drafts):
            if draft.path not in self.taken:
                key = self._draft_key(number, frames)
                if not self.plan.stays(draft.path, key):
                    yield DraftTask(number, draft.path, key)

    def _draft_key(self, number: int, frames: Mapping[FrameKey, bytes]) -> bytes:
        draft = self.gathered.drafts[number]
        page = self.gathered.menu.get(draft.path)
        keys = [self.gathered.frame_key(page)] if page else self.gathered.shared_frames(draft.path)
        return digest(self.gathered.soil.code, draft.of, [frames.get(key, b"") for key in keys])

    def _model_tasks(self, frame: bytes) -> Iterator[ModelTask]:
        """Models of which something is new."""
        heads = self.gathered.harvest.heads
        for listing in self.gathered.shelf.listings:
            path, head = model_path(listing.url), heads[listing.card_path]
            folder = path.removesuffix("index.html")
            related = self.gathered.relations.of(listing)
            own = digest(head)
            in_hub = digest(own, related)
            outputs = (
                (path, digest(in_hub, frame)),
                (folder + JSON_TWIN, digest(own, listing.id)),
                (folder + MARKDOWN_TWIN, in_hub),
            )
            new = tuple(
                (name, key) for name, key in outputs if name not in self.taken and not self.plan.stays(name, key)
            )
            if new:
                yield ModelTask(listing.card_path, listing.key, path, listing.id, related, new)

    def _in_processes(self, work: Work[_Task], tasks: Sequence[_Task]) -> Iterator[tuple[_Task, dict[str, Output]]]:
        """Do tasks, and give the files of each.

        Raises:
            BuildError: One of them ended its process.
        """
        jobs = self.gathered.place.jobs
        if jobs == 1 or len(tasks) < _FEW:
            yield from alone(work, tasks)
            return
        for task, made in Processes(work, jobs, ahead=_AHEAD, chunk=_CHUNK).outcomes(tasks):
            if made is None:
                raise BuildError(f"{task.path}: writing this ended the process that did it")
            yield task, made


def alone(work: Work[_Task], tasks: Sequence[_Task]) -> Iterator[tuple[_Task, dict[str, Output]]]:
    """Do tasks in this process, and give the files of each."""
    for task in tasks:
        yield task, work([task])[0]
