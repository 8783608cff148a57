"""What ``modelhub lint`` shows, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from operator import attrgetter
from pathlib import Path

from msgspec.structs import replace

from generator import store
from generator.cli.common import print_lines, write_file
from generator.colours import Colours
from generator.diagnostic import Diagnostic
from generator.lint import formats


class Format(StrEnum):
    """How findings are shown."""

    text = "text"
    concise = "concise"
    json = "json"
    github = "github"
    sarif = "sarif"
    junit = "junit"


def as_seen_from_here(diagnostics: Sequence[Diagnostic], root: Path) -> list[Diagnostic]:
    """The findings with paths that can be opened from the current folder."""
    if Path.cwd() == root:
        return list(diagnostics)
    paths = {item.path for item in diagnostics}
    seen = dict(zip(paths, all_from_here(paths, root), strict=True))
    return sorted((replace(item, path=seen[item.path]) for item in diagnostics), key=attrgetter("path"))


def from_here(path: str, root: Path) -> str:
    """A path from the hub's root, seen from the current folder; the empty path stays empty."""
    return all_from_here([path], root)[0]


def all_from_here(paths: Iterable[str], root: Path) -> list[str]:
    """Paths from the hub's root, seen from the current folder; the empty path stays empty."""
    here = Path.cwd()
    # A hub has many paths, and they differ in their ends only.
    inside = f"{here.relative_to(root).as_posix()}/" if here != root and here.is_relative_to(root) else ""
    above = "" if here == root else f"{store.shown(root, here).rstrip('/')}/"
    return [
        path[len(inside) :] if inside and path.startswith(inside) else f"{above}{path}" if path else ""
        for path in paths
    ]


def rendered(
    diagnostics: Sequence[Diagnostic], format_: Format, paths: Iterable[str], to: Colours, lines_of: formats.LinesOf
) -> Iterable[str]:
    """The findings in a format, as lines.

    Args:
        diagnostics: Findings with paths seen from the current folder.
        format_: The format.
        paths: Every file that was read, seen likewise.
        to: The colours for text.
        lines_of: Gives the lines of a file by such a path.
    """
    match format_:
        case Format.text:
            return formats.as_text(diagnostics, lines_of, to)
        case Format.concise:
            return formats.as_concise_text(diagnostics, to)
        case Format.json:
            return [formats.as_json(diagnostics)]
    from generator.lint import exchange  # noqa: PLC0415 - XML is slow to import, and few want it

    match format_:
        case Format.github:
            return exchange.as_github(diagnostics)
        case Format.sarif:
            return [exchange.as_sarif(diagnostics)]
        case _:
            return [exchange.as_junit(diagnostics, paths)]


def rendered_counts(diagnostics: Sequence[Diagnostic], format_: Format, to: Colours) -> Iterable[str]:
    """How often each rule found something, as lines: JSON, or text for every other format."""
    counts = formats.statistics(diagnostics)
    if format_ is Format.json:
        return [formats.statistics_as_json(counts)]
    return formats.statistics_as_text(counts, to)


def show(lines: Iterable[str], file: Path | None) -> None:
    """Print lines, or write them into a file."""
    if file is None:
        print_lines(lines)
    else:
        write_file(file, "".join(f"{line}\n" for line in lines).encode())
