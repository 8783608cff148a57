"""How fast a hub's site is built, against other generators of static sites on the same cards in the same run.

    python benchmarks/site.py --cards ../shared/corpus/cards --tools modelhub mkdocs zensical hugo jekyll
    python benchmarks/site.py --copies 25 --tools modelhub

Prints a table: seconds of a cold build, of a build after one card changed and of one where nothing did, the size of
the site, and the peak memory of the largest process. What is not installed is left out. Trust the ratios: seconds are
of the machine that it ran on. With several runs, all tools take their turns in each, and the medians are shown.

Nothing is removed before the end, only put aside: ext4 does not give away the place of a file that was removed within
the last minutes, and looks past each of them whenever a file is made, which takes more than twenty times as long then.
So wait six minutes between two runs of this on one disk: ours makes most files, and would look a third slower or more.

Ours is a whole hub: pages, facets, search, catalogue, twins; its cold build starts without any cache. The peers get the
same files: MkDocs with Material and Zensical with the cards outside the navigation, with their search; Hugo and Jekyll
with a minimal layout, and without a search. None of them makes lists of models.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hub import DEFAULT_CARDS, MKDOCS_PEER, Cost, measure

HUGO = """
baseURL = "https://example.org/"
title = "peer"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.highlight]
noClasses = false
"""
JEKYLL = """
title: peer
url: https://example.org
collections: {cards: {output: true}}
defaults: [{scope: {path: "", type: cards}, values: {layout: model}}]
"""
LAYOUT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%(title)s</title></head>'
    "<body><h1>%(title)s</h1>%(content)s</body></html>"
)


@dataclass
class Tool:
    """A generator, set up for the cards.

    Attributes:
        folder: Where it runs.
        cards: Its own copy of the cards.
        command: What builds.
        site: What is built.
        caches: What a cold build must not find.
        environment: Variables besides the usual ones.
        fine: Exit codes with which the site is built.
    """

    folder: Path
    cards: Path
    command: list[str]
    site: Path
    caches: list[Path] = field(default_factory=list)
    environment: Mapping[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = (0,)

    def build(self, *, cold: bool) -> Cost:
        """Build once."""
        if cold:
            aside = Path(tempfile.mkdtemp(dir=self.folder.parent))
            for path in (self.site, *self.caches):
                if path.exists():
                    path.rename(aside / path.name)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # What is installed lies there compiled.
        os.environ.update(self.environment)
        os.sync()  # What was copied or written before is not to be waited for meanwhile.
        cost = measure(self.command, self.folder, fine=self.fine)
        size = sum(path.stat().st_size for path in self.site.rglob("*") if path.is_file())
        return Cost(cost.seconds, cost.peak_mb, size / 1e6)

    def edit(self, number: int) -> None:
        """Change a word of the first card."""
        card = min(self.cards.rglob("20*.md"))
        text = card.read_text(encoding="utf-8")
        card.write_text(
            text.replace("## Description\n", f"## Description\n\nEdited {number} times.\n", 1), encoding="utf-8"
        )


def modelhub(source: Path, folder: Path) -> Tool:
    """This project, with everything that a hub has."""
    (folder / "modelhub.toml").touch()
    shutil.copytree(source, folder / "cards")
    command = [sys.executable, "-m", "generator", "build", "--hub", str(folder)]
    caches = [folder / "cache", folder / ".modelhub"]
    return Tool(folder, folder / "cards", command, folder / "site", caches, {"MODELHUB_CACHE": str(folder / "cache")})


def mkdocs(source: Path, folder: Path) -> Tool:
    """Stock MkDocs with Material; the cards outside of the navigation."""
    (folder / "mkdocs.yml").write_text(MKDOCS_PEER, encoding="utf-8")
    shutil.copytree(source, folder / "docs" / "cards")
    (folder / "docs" / "index.md").write_text("# Peer\n", encoding="utf-8")
    return Tool(
        folder, folder / "docs" / "cards", [sys.executable, "-m", "mkdocs", "--quiet", "build"], folder / "site"
    )


def zensical(source: Path, folder: Path) -> Tool:
    """Material's successor, with the same configuration."""
    tool = mkdocs(source, folder)
    tool.command = [str(_beside("zensical")), "build"]
    tool.caches = [folder / ".cache"]
    return tool


def hugo(source: Path, folder: Path) -> Tool:
    """Hugo with a minimal layout."""
    (folder / "config.toml").write_text(HUGO, encoding="utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    page = LAYOUT % {"title": "{{ .Title }}", "content": "{{ .Content }}"}
    for name in ("single.html", "model.html", "list.html"):
        (layouts / name).write_text(page, encoding="utf-8")
    shutil.copytree(source, folder / "content" / "cards")
    return Tool(
        folder,
        folder / "content" / "cards",
        ["hugo", "--quiet"],
        folder / "public",
        [folder / "resources"],
        fine=(0, 1),  # Newer ones complain of dates that cannot be read, and build all the same.
    )


def jekyll(source: Path, folder: Path) -> Tool:
    """Jekyll with a minimal layout, building again only what changed."""
    (folder / "_config.yml").write_text(JEKYLL, encoding="utf-8")
    (folder / "_layouts").mkdir()
    page = LAYOUT % {"title": "{{ page.title }}", "content": "{{ content }}"}
    (folder / "_layouts" / "model.html").write_text(page, encoding="utf-8")
    shutil.copytree(source, folder / "_cards")
    for name in ("programmingLanguageSelectScalaPythonNLU.html", "programmingLanguageSelectScalaPython.html"):
        (folder / "_includes").mkdir(exist_ok=True)
        (folder / "_includes" / name).touch()
    caches = [folder / ".jekyll-cache", folder / ".jekyll-metadata"]
    return Tool(folder, folder / "_cards", ["jekyll", "build", "--quiet", "--incremental"], folder / "_site", caches)


TOOLS: Mapping[str, Callable[[Path, Path], Tool]] = {
    "modelhub": modelhub, "mkdocs": mkdocs, "zensical": zensical, "hugo": hugo, "jekyll": jekyll,
}  # fmt: skip


def _beside(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def installed(name: str) -> bool:
    """Whether a tool is there."""
    return name in {"modelhub", "mkdocs"} or bool(shutil.which(name)) or _beside(name).exists()


def copied(source: Path, copies: int, folder: Path) -> Path:
    """The cards, so many times, each time under other names."""
    if copies == 1:
        return source
    for card in sorted(source.rglob("*.md")):
        text = card.read_text(encoding="utf-8", errors="replace")
        name = next((line[5:].strip() for line in text.splitlines() if line.startswith("name:")), "")
        for number in range(copies):
            path = folder / f"{number:03}" / card.relative_to(source).with_stem(f"{card.stem}_{number}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(name, f"{name}_{number}") if name else text, encoding="utf-8")
    return folder


@dataclass
class Builds:
    """What a tool's builds took."""

    cold: list[Cost] = field(default_factory=list)
    changed: list[Cost] = field(default_factory=list)
    same: list[Cost] = field(default_factory=list)

    def run(self, tool: Tool, *, only_cold: bool) -> None:
        """Build cold, and again after a card changed and where nothing did."""
        self.cold.append(tool.build(cold=True))
        if not only_cold:
            tool.edit(len(self.cold))
            self.changed.append(tool.build(cold=False))
            self.same.append(tool.build(cold=False))

    def figures(self) -> Iterator[float]:
        """Medians of the seconds; then megabytes of the site and of memory."""
        for builds in (self.cold, self.changed, self.same):
            yield statistics.median(build.seconds for build in builds) if builds else math.nan
        yield self.cold[-1].output_mb
        yield max(build.peak_mb for build in self.cold)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, default=DEFAULT_CARDS, help="folder of cards")
    parser.add_argument("--copies", type=int, default=1, help="take every card so many times, under other names")
    parser.add_argument("--runs", type=int, default=1, help="runs of each")
    parser.add_argument("--cold", action="store_true", help="measure cold builds alone")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS), help="which to run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cards = copied(arguments.cards.resolve(), arguments.copies, Path(scratch, "source"))
        count = sum(1 for _ in cards.rglob("*.md"))
        if not count:
            parser.error(f"no cards in {cards}")
        print(f"{count} cards, {os.cpu_count()} cores, {arguments.runs} runs each\n")
        names = dict.fromkeys(arguments.tools)
        tools = {name: TOOLS[name](cards, _made(Path(scratch, name))) for name in names if installed(name)}
        builds = {name: Builds() for name in tools}
        for number in range(arguments.runs):
            for name, tool in tools.items():
                builds[name].run(tool, only_cold=arguments.cold)
                print(f"run {number + 1}: {name}, {builds[name].cold[-1].seconds:.1f} s cold", file=sys.stderr)
        print("| tool | cold, s | one card changed, s | nothing changed, s | site, MB | peak, MB |")
        print("| --- | --- | --- | --- | --- | --- |")
        for name in names:
            there = name in tools
            shown = [f"{figure:.4g}" for figure in builds[name].figures()] if there else ["not installed", *[""] * 4]
            print(f"| {name} | {' | '.join(shown)} |")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
