"""What turning one card into the body of its page costs, against a peer on the same cards in the same run.

    python benchmarks/card.py --cards ../shared/corpus/cards --every 4 --runs 3

Prints processor milliseconds a card of one process, the median of the runs, which go through everything in turn. Trust
the ratios: milliseconds are of the machine that it ran on.

Parts of ours: reading (the card's file with the look for its record), its prose, its code, the whole page, of which the
rest is templates. Code and page begin with no line remembered, but with Pygments loaded. A leaf is all that a build
makes of a card by itself: once card by card, once with as many cards in each step as a build takes.

Peers: python-frontmatter loading each card, and Python-Markdown with Material's extensions rendering its text, one
`Markdown` object for all cards, which MkDocs does not even do.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import frontmatter
from markdown import Markdown  # type: ignore[import-untyped]

from generator.hub import Entry
from generator.render import code as coloured
from generator.render.links import Links
from generator.render.model_page import model_page
from generator.render.prose import prose
from generator.site.grow import Seed, Soil, grow
from generator.steps import ABREAST
from generator.store import load_config, load_hub
from generator.store.cards import card_places
from generator.store.clock import now

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_CARDS = Path(os.environ.get("MODELHUB_CORPUS", ROOT.parent / "shared")) / "corpus" / "cards"
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "pymdownx.highlight", "pymdownx.superfences"]
#: Sections whose text the page does not show as prose.
SHOWN_AS_TABLE = frozenset({"model_information"})


def hub_of(cards: Path, every: int, folder: Path) -> Path:
    """A hub of every so many of the cards, in the order of their paths."""
    for path in sorted(cards.rglob("*.md"))[::every]:
        link = folder / "cards" / path.relative_to(cards)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.write_bytes(path.read_bytes())
    (folder / "modelhub.toml").write_text("")
    return folder


def cost(work: Callable[[], object]) -> float:
    """The processor seconds of some work."""
    coloured._known.clear()  # noqa: SLF001
    start = time.process_time()
    work()
    return time.process_time() - start


def parts_of(root: Path) -> dict[str, Callable[[], object]]:
    """What is measured, by its name."""
    settings = load_config(root)
    entries = load_hub(root, settings).entries
    _pages(entries[:100])
    texts = [s.prose for e in entries for s in e.card.sections if s.key not in SHOWN_AS_TABLE]
    blocks = [b for e in entries for s in e.card.sections if s.key == "how_to_use" for b in s.blocks]
    paths = sorted((root / "cards").rglob("*.md"))
    posts = [frontmatter.loads(path.read_text()).content for path in paths]
    markdown = Markdown(extensions=EXTENSIONS)
    seeds = [Seed(place.read(), place.key) for place in card_places(root, root / settings.cards)]
    soil = Soil(str(root), str(root / settings.records), settings.verify.max_age, now().isoformat(), Links(), b"")

    def leaves(together: int) -> None:
        for start in range(0, len(seeds), together):
            grow(seeds[start : start + together], soil)

    return {
        "reading": lambda: load_hub(root, settings),
        "prose": lambda: [prose(text, fences="hidden") for text in texts],
        "code": lambda: [coloured.highlighted(block.code, block.tab) for block in blocks],
        "page": lambda: _pages(entries),
        "leaves, card by card": lambda: leaves(1),
        "leaves, in steps": lambda: leaves(ABREAST),
        "peer: python-frontmatter": lambda: [frontmatter.load(str(path)) for path in paths],
        "peer: Python-Markdown": lambda: [markdown.reset().convert(post) for post in posts],
    }


def _pages(entries: Sequence[Entry]) -> None:
    for entry in entries:
        model_page(entry, Links())


def main() -> None:
    """Measure everything in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, default=DEFAULT_CARDS, help="folder of cards")
    parser.add_argument("--every", type=int, default=4, help="take every card, every second, …")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, in turn")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = hub_of(arguments.cards.resolve(), arguments.every, Path(folder))
        count = sum(1 for _ in root.rglob("*.md"))
        if not count:
            sys.exit(f"no cards in {arguments.cards}")
        parts = parts_of(root)
        runs = [{name: cost(work) for name, work in parts.items()} for _ in range(arguments.runs)]
    print(f"{count} cards, {arguments.runs} runs, processor milliseconds a card")
    for name in parts:
        print(f"{name:26} {1000 * statistics.median(run[name] for run in runs) / count:7.2f}")
    ours = [run["reading"] + run["page"] for run in runs]
    theirs = [run["peer: python-frontmatter"] + run["peer: Python-Markdown"] for run in runs]
    print(f"reading and page, modelhub / peers: {statistics.median(map(_ratio, ours, theirs)):.2f}")


def _ratio(ours: float, theirs: float) -> float:
    return ours / theirs


if __name__ == "__main__":
    main()
