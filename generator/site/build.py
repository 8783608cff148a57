"""The files of a site: what is new is made, what is as it was stays, and all take their places at once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from generator import publish
from generator.errors import ModelhubError
from generator.processes import Processes, can_fork
from generator.render import Relations, assets
from generator.render.links import HOME, model_path
from generator.site.digest import digest
from generator.site.finding import finder_files, finder_key, finder_patch
from generator.site.frame import FrameKey
from generator.site.gather import Gathered
from generator.site.leaf_store import LeafStore
from generator.site.order import Tell
from generator.site.press import (
    JSON_TWIN,
    MARKDOWN_TWIN,
    DraftTask,
    ModelTask,
    Press,
    Writer,
    inherited,
    write_drafts,
    write_models,
)
from generator.site.stage import Stage
from generator.site.state import Before, Built, Disk, Group, Output, Surroundings
from generator.store import inside

#: With fewer files to write than this, starting processes takes longer than writing them.
_FEW = 64
_FINDER = "finder"

Files = Mapping[str, bytes]
_Task = TypeVar("_Task", DraftTask, ModelTask)


class BuildError(ModelhubError):
    """The site could not be made; the old one is as it was."""


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


def build(
    gathered: Gathered,
    surroundings: Surroundings,
    target: Path,
    tell: Tell,
    *,
    rendered: Path | None,
    before: Before,
) -> Built:
    """Make a site.

    Args:
        gathered: What it is made of.
        surroundings: What the renderer made.
        target: The site's folder.
        tell: Told what is done, how much of it, and how much there is to do.
        rendered: The folder with the files that the renderer wrote; ``None`` where they are those of the last build.
        before: What there is already.

    Raises:
        BuildError: A page could not be made.
        OSError: It cannot be written; the old site is as it was.
    """
    target = target.resolve()
    stage = Stage(target)
    try:
        plan = Plan(before.built, before.disk, target)
        making = _Making(gathered, surroundings, stage.files, plan, frozenset(surroundings.files), tell)
        making.rendered(rendered)
        making.files()
        making.pages()
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
                place = self.folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(file, place)
                found = place.stat()
                self.plan.made({path: Output(key, found.st_size, found.st_mtime_ns)})

    def files(self) -> None:
        """Everything that is not a page."""
        write = Writer(self.folder)
        for name, key, make in self._groups():
            old = self.plan.old.groups.get(name) if self.plan.old else None
            if old and old.key == key and self.plan.group_stays(old):
                self.plan.groups[name] = old
                continue
            if name == _FINDER and old and self._patch_finder(old, key):
                continue
            made = {path: content for path, content in make().items() if path not in self.taken}
            self.plan.made({path: write(path, key, content) for path, content in made.items()})
            self.plan.groups[name] = Group(key, tuple(made))

    def _patch_finder(self, old: Group, key: bytes) -> bool:
        """Change what a few changed cards change in the files that models are found by, if that can be."""
        patch = finder_patch(self.gathered, old.key, self.plan.target) if self.plan.group_stays(old) else None
        if patch is None:
            self.plan.forget(old)
            return False
        write = Writer(self.folder)
        kept = [path for path in old.paths if path not in patch.removed and path not in patch.written]
        there = {path: replace(self.plan.outputs[path], key=key) for path in kept}
        self.plan.forget(old)
        self.plan.outputs.update(there)
        self.plan.made({path: write(path, key, content) for path, content in patch.written.items()})
        self.plan.groups[_FINDER] = Group(key, (*kept, *patch.written))
        return True

    def _groups(self) -> Iterator[tuple[str, bytes, Callable[[], Files]]]:
        """Files that are made together: their name, the key of what decides them, and how they are made."""
        gathered = self.gathered
        code, shelf = gathered.soil.code, gathered.shelf
        yield "assets", digest(code), assets
        yield "schemas", digest(code), publish.schema_files
        identities = [(listing.id, listing.url) for listing in shelf.listings]
        leaves = [head.digest for head in gathered.harvest.heads.values()]
        statuses = [(listing.status, listing.reason, listing.expires) for listing in shelf.listings]
        yield "catalogue", digest(code, identities, leaves, statuses), self._catalogue
        if gathered.facts.address:
            yield "feed", digest(code, gathered.facts, identities, leaves, statuses), self._feed
        pages = sorted(self._addresses())
        yield "sitemap", digest(code, gathered.facts, pages), partial(self._sitemap, pages)
        yield _FINDER, finder_key(gathered), partial(finder_files, gathered)
        media = dict(item for head in gathered.harvest.heads.values() for item in head.media)
        yield "media", digest(sorted(media.items())), partial(self._media, media)

    def _catalogue(self) -> Files:
        heads = self.gathered.harvest.heads
        ids = {listing.card_path: listing.id for listing in self.gathered.shelf.listings}
        with LeafStore(self.gathered.place.cache) as store:
            entries = dict(store.entries(list(heads)))
        lines = (publish.with_id(entries[path], ids[path]) for path in sorted(heads, key=ids.__getitem__))
        shelf, directory_urls = self.gathered.shelf, self.gathered.links.directory_urls
        return publish.exports(lines, shelf, directory_urls=directory_urls)

    def _feed(self) -> Files:
        facts, shelf = self.gathered.facts, self.gathered.shelf
        feed = publish.feed_xml(shelf, facts.address, facts.name, directory_urls=facts.directory_urls)
        return {publish.FEED_PATH: feed}

    def _addresses(self) -> Iterator[tuple[str, str]]:
        """Every page: its link from the home page, and the day of its last change."""
        gathered = self.gathered
        yield from ((url, "") for _, url in gathered.facts.by_hand)
        by_hand = {path for path, _ in gathered.facts.by_hand}
        whole = publish.last_change(gathered.shelf.listings)
        ours = [(draft.path, whole) for draft in gathered.drafts]
        ours += [(model_path(listing.url), publish.last_change([listing])) for listing in gathered.shelf.listings]
        yield from ((gathered.links.between(HOME, path), day) for path, day in ours if path not in by_hand)

    def _sitemap(self, pages: Sequence[tuple[str, str]]) -> Files:
        address = self.gathered.facts.address
        return publish.sitemap(pages, address) | publish.robots(address)

    def _media(self, media: Mapping[str, str]) -> Files:
        return {path: inside(self.gathered.place.root, name).read_bytes() for path, name in sorted(media.items())}

    def pages(self) -> None:
        """Every page, and the twins of model pages."""
        gathered = self.gathered
        press = Press(
            gathered.facts, self.surroundings.frames, str(self.folder), str(gathered.place.cache), gathered.links
        )
        frames = {key: digest(frame) for key, frame in self.surroundings.frames.items()}
        tasks = list(self._model_tasks(frames.get(gathered.model_frame, b"")))
        drafts = [
            DraftTask(number, draft.path, key)
            for number, draft in enumerate(gathered.drafts)
            if draft.path not in self.taken and not self.plan.stays(draft.path, key := self._draft_key(number, frames))
        ]
        total, done = len(tasks) + len(drafts), 0
        with inherited(gathered, press):
            # What drafts are made of is not sent to processes: they are forked with it.
            for made in self._in_processes(write_drafts, drafts, forked=True):
                self.plan.made(made)
                self.tell("writing pages", done := done + 1, total)
        for made in self._in_processes(partial(write_models, press=press, key=gathered.model_frame), tasks):
            self.plan.made(made)
            self.tell("writing pages", done := done + 1, total)

    def _draft_key(self, number: int, frames: Mapping[FrameKey, bytes]) -> bytes:
        draft = self.gathered.drafts[number]
        page = self.gathered.menu.get(draft.path)
        keys = [self.gathered.frame_key(page)] if page else self.gathered.shared_frames(draft.path)
        return digest(self.gathered.soil.code, draft.of, [frames.get(key, b"") for key in keys])

    def _model_tasks(self, frame: bytes) -> Iterator[ModelTask]:
        """Models of which something is new."""
        relations = Relations(self.gathered.shelf)
        heads = self.gathered.harvest.heads
        for listing in self.gathered.shelf.listings:
            path, head = model_path(listing.url), heads[listing.card_path]
            folder = path.removesuffix("index.html")
            related = relations.of(listing)
            own = digest(head)
            outputs = (
                (path, digest(own, related, frame)),
                (folder + JSON_TWIN, digest(own, listing.id)),
                (folder + MARKDOWN_TWIN, digest(own, related)),
            )
            new = tuple(
                (name, key) for name, key in outputs if name not in self.taken and not self.plan.stays(name, key)
            )
            if new:
                yield ModelTask(listing.card_path, listing.key, path, listing.id, related, new)

    def _in_processes(
        self, work: Callable[[list[_Task]], list[dict[str, Output]]], tasks: Sequence[_Task], *, forked: bool = False
    ) -> Iterator[dict[str, Output]]:
        """Do tasks, and give the files of each.

        Raises:
            BuildError: One of them ended its process.
        """
        jobs = self.gathered.place.jobs
        many = jobs > 1 and len(tasks) >= _FEW and (can_fork() or not forked)
        # What the first one loads, such as templates, all processes have that are forked then.
        alone = 1 if many else len(tasks)
        for task in tasks[:alone]:
            yield work([task])[0]
        for task, made in Processes(work, jobs).outcomes(tasks[alone:]):
            if made is None:
                raise BuildError(f"{task.path}: writing this page ended the process that did it")
            yield made
