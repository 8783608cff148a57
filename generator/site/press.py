"""Leaves and drafts → files of the site. Runs in worker processes too."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from markupsafe import Markup, escape
from msgspec import Struct

from generator.publish import with_id
from generator.render import SLOT, Links, Page, Related, placed
from generator.render.links import model_path
from generator.render.markdown import related_markdown
from generator.render.structured import in_head
from generator.site.frame import Frame, FrameKey, Place, address_in
from generator.site.gather import Gathered
from generator.site.groups import FileGroup
from generator.site.leaf import Body
from generator.site.leaf_store import LeafStore
from generator.site.state import Facts, Output
from generator.steps import Steps, abreast

#: Files of a model beside its page.
JSON_TWIN, MARKDOWN_TWIN = "model.json", "model.md"


class ModelTask(Struct, frozen=True, array_like=True):
    """A model of which something is to be written.

    Attributes:
        card: The path of its card.
        edit: The same below the cards folder, without ``.md``.
        path: Of its page in the site.
        id: As ``Listing.id``.
        related: Its place in the hub.
        outputs: The files to write and their keys: the page and its twins, as far as they are new.
    """

    card: str
    edit: str
    path: str
    id: str
    related: Related
    outputs: tuple[tuple[str, bytes], ...]


class DraftTask(Struct, frozen=True, array_like=True):
    """A draft that is to be made: its number, where its page lies, and the page's key."""

    number: int
    path: str
    key: bytes


class GroupTask(Struct, frozen=True, array_like=True):
    """Files that are to be made together: the group's number and its name."""

    number: int
    path: str


Task: TypeAlias = ModelTask | DraftTask | GroupTask


class Press(Struct, frozen=True):
    """What all files of a build have in common.

    Attributes:
        facts: What the site's configuration says.
        frames: To set pages in.
        folder: Where files are written.
        cache: Where leaves are kept.
        links: How pages are linked.
    """

    facts: Facts
    frames: dict[FrameKey, Frame]
    folder: str
    cache: str
    links: Links

    def page(self, page: Page, frame: Frame, edit: str = "") -> bytes:
        """A page in its frame."""
        headings = tuple((heading.anchor, str(heading.title)) for heading in page.headings())
        body = Body(page.title, page.description, headings, str(page.html))
        return self._framed(body, page.path, frame, body.html, edit)

    def model(self, body: Body, task: ModelTask, frame: Frame) -> bytes:
        """The page of a model in its frame."""
        html = placed(Markup(body.html), task.related, task.path, self.links, self.facts.address)  # noqa: S704 - as it was rendered
        return self._framed(body, task.path, frame, html, task.edit)

    def _framed(self, body: Body, path: str, frame: Frame, content: str, edit: str) -> bytes:
        values: dict[Place, str] = {
            "title": str(escape(body.title)),
            "description": str(escape(body.description)),
            "address": address_in(path),
            "edit": quote(edit),
            "content": content,
            "first": body.headings[0][0] if body.headings else "",
        }
        return in_head(frame.page(values, body.headings)).encode("utf-8", "xmlcharrefreplace")


class Legacy(NamedTuple):
    """What processes have that are forked: it holds functions, which cannot be sent.

    Attributes:
        gathered: What the site is made of.
        press: What its files have in common.
        groups: Those of which something is new.
        taken: Paths of files that the renderer wrote.
    """

    gathered: Gathered
    press: Press
    groups: Sequence[FileGroup]
    taken: frozenset[str]


@contextmanager
def inherited(legacy: Legacy) -> Iterator[None]:
    """Let this process, and those that are forked meanwhile, do tasks."""
    _inherited.append(legacy)
    try:
        yield
    finally:
        _inherited.pop()


_inherited: list[Legacy] = []


def write(tasks: Sequence[Task]) -> list[dict[str, Output]]:
    """Do tasks, in a process that inherits what they need.

    Returns:
        The files of each.
    """
    legacy = _inherited[-1]
    made: list[dict[str, Output]] = []
    for kind, some in groupby(tasks, type):
        made += _WAYS[kind](list(some), legacy)
    return made


def _write_groups(tasks: Sequence[GroupTask], legacy: Legacy) -> list[dict[str, Output]]:
    writer = Writer(legacy.press.folder)
    return [written(legacy.groups[task.number], writer, legacy.taken) for task in tasks]


def _write_drafts(tasks: Sequence[DraftTask], legacy: Legacy) -> list[dict[str, Output]]:
    gathered, press = legacy.gathered, legacy.press
    writer = Writer(press.folder)
    made = []
    for task in tasks:
        page = gathered.menu.get(task.path) or gathered.drafts[task.number].make()
        frame = press.frames[gathered.frame_key(page)]
        made.append({task.path: writer(task.path, task.key, press.page(page, frame))})
    return made


def _write_models(tasks: Sequence[ModelTask], legacy: Legacy) -> list[dict[str, Output]]:
    return write_models(tasks, legacy.press, legacy.gathered.model_frame)


def write_models(tasks: Sequence[ModelTask], press: Press, key: FrameKey) -> list[dict[str, Output]]:
    """Write what is new of some models, in any process.

    Returns:
        The files of each.
    """
    # A connection of this process's own: one that came over a fork may not be used.
    with LeafStore(Path(press.cache)) as store:
        bodies = dict(store.bodies([task.card for task in tasks]))
        entries = {path: entry for path, entry, _ in store.entries([task.card for task in tasks])}
    writer = Writer(press.folder)
    frame = press.frames.get(key)  # There is none where MkDocs made the pages; then only twins are left to make.
    return abreast(_files(task, bodies[task.card], entries[task.card], press, frame, writer) for task in tasks)


def _files(
    task: ModelTask, body: Body, entry: bytes, press: Press, frame: Frame | None, writer: Writer
) -> Steps[dict[str, Output]]:
    outputs = {}
    for path, key in task.outputs:
        content = _content(path, body, entry, task, press, frame)
        yield
        outputs[path] = writer(path, key, content)
        yield
    return outputs


_WAYS: dict[type, Callable[..., list[dict[str, Output]]]] = {
    GroupTask: _write_groups,
    DraftTask: _write_drafts,
    ModelTask: _write_models,
}


def _content(path: str, body: Body, entry: bytes, task: ModelTask, press: Press, frame: Frame | None) -> bytes:
    if path.endswith(JSON_TWIN):
        return with_id(entry, task.id) + b"\n"
    if path.endswith(MARKDOWN_TWIN):
        return body.markdown.replace(SLOT, related_markdown(task.related, task.path, press.links), 1).encode()
    if frame is None:
        raise LookupError(path)
    return press.model(body, task, frame)


def framed_models(
    gathered: Gathered, frames: dict[FrameKey, Frame], *, models: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """The first pages of models, each with where it lies."""
    press = Press(gathered.facts, frames, "", str(gathered.place.cache), gathered.links)
    with LeafStore(gathered.place.cache) as store:
        for listing in gathered.shelf.listings[:models]:
            ((_, body),) = store.bodies([listing.card_path])
            path = model_path(listing.url)
            related = gathered.relations.of(listing)
            task = ModelTask(listing.card_path, listing.key, path, listing.id, related, ())
            yield path, press.model(body, task, frames[gathered.model_frame])


class Writer:
    """Writes files below a folder.

    Args:
        folder: Where.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._made: set[str] = set()

    def __call__(self, path: str, key: bytes, content: bytes) -> Output:
        """Write one; what decided it is its key."""
        file = f"{self._folder}/{path}"
        folder = file.rpartition("/")[0]
        if folder not in self._made:
            _make(folder)
            self._made.add(folder)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
            found = os.fstat(handle)
        finally:
            os.close(handle)
        return Output(key, found.st_size, found.st_mtime_ns)


def written(group: FileGroup, writer: Writer, taken: Collection[str] = ()) -> dict[str, Output]:
    """Make the files of a group and write them, but for those at paths that are taken."""
    return {path: writer(path, group.key, content) for path, content in group.make().items() if path not in taken}


def _make(folder: str) -> None:
    """Make a folder; that of the folder above lies there mostly."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - tens of thousands of times
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - the same
