"""What is asked of a build, and what it tells when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

#: Told what is done, how much of it, and how much there is to do.
Tell: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    Attributes:
        root: The hub's root.
        site_dir: Where to write, if not where ``mkdocs.yml`` says.
        cards: Another cards folder than the configuration's.
        progress: Told what is done, how much of it, and how much there is to do.
    """

    root: Path
    site_dir: Path | None = None
    cards: Path | None = None
    progress: Tell | None = None


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site.

    Attributes:
        folder: Where it lies.
        statuses: How many models have each status, best first.
        pages: How many pages it has that are made from cards.
        written: How many files this build wrote.
        warnings: What the renderer had to say, now or when it last looked.
        slow: Why pages were made one by one by the renderer; empty where they were not.
    """

    folder: Path
    statuses: Mapping[str, int]
    pages: int
    written: int
    warnings: tuple[str, ...]
    slow: str = ""


def is_empty_or_site(folder: Path) -> bool:
    """Whether a site may be written there: nothing else is lost."""
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / "sitemap.xml").is_file())
