"""What finding costs a visitor: bytes, requests and time in Chromium, and what writing the index costs.

    python benchmarks/finder.py --cards ../shared/corpus/cards --models 0 20000 100000

0 stands for the cards as they are. For more models than there are cards, models are made up of the listings of the
cards, by a seeded generator: other names, dates, sizes, words. Every figure is of a new browser context, whose cache is
empty; time runs from the call to the answer, with the engine's modules loaded. Transfers are counted by the server.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import random
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from playwright.sync_api import Browser, sync_playwright

from generator.config import Config
from generator.listing import Score, Shelf
from generator.publish import finder, shelf_of
from generator.publish.finder import Document
from generator.render import assets
from generator.store import load_hub

QUERIES = (
    "bert", "ner clinical", "sentiment german", "opus_mt_en_de", "translate english to finnish", "clincal",
    "named entity recognition", "b", "tra",
)  # fmt: skip
ACTIONS: Mapping[str, str] = {
    "open browse": "await finder.find({})",
    **{f"query: {query}": f"await finder.find({{query: {query!r}}})" for query in QUERIES},
    "first facet (language), counted": "await finder.counts({filters: {}}, 'language')",
    "longest facet (labels), all values": "await finder.values('label')",
    "filter: two tasks, one language": (
        "await finder.find({filters: {task: ['Translation', 'Embeddings'], language: ['en']}})"
    ),
    "query, filter, counts of all facets": (
        "const view = {query: 'bert', filters: {language: ['en']}};"
        "await Promise.all([finder.find(view), ...finder.facets.map(({key}) => finder.counts(view, key))])"
    ),
    **{f"sort by {order}": f"await finder.find({{sort: '{order}'}})" for order in ("date", "name", "size", "score")},
}
#: Milliseconds after which a new page has nothing left of its own beginning to do: nobody types before.
SETTLED = 500
SCRIPT = """async () => {{
    const {{ openFinder }} = await import('/assets/finder/finder.js');
    const begin = performance.now();
    const finder = await openFinder('/');
    {action};
    return performance.now() - begin;
}}"""
SYLLABLES = [
    "ba",
    "co",
    "di",
    "fe",
    "gu",
    "ha",
    "jo",
    "ki",
    "la",
    "me",
    "no",
    "pu",
    "ra",
    "si",
    "to",
    "vu",
    "wa",
    "xe",
    "yo",
    "zi",
]


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder and counts."""

    def __init__(self, folder: Path) -> None:
        """Listen on any port."""
        super().__init__(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.bytes = self.requests = 0

    def start(self) -> None:
        """Count from nothing."""
        self.bytes = self.requests = 0


class Handler(http.server.SimpleHTTPRequestHandler):
    """Counts what is read of the index."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Count the body."""
        if self.path.startswith("/finder/"):
            length = [line for line in self._headers_buffer if line.lower().startswith(b"content-length")]
            self.server.bytes += int(length[0].split(b":")[1]) if length else 0
            self.server.requests += 1
        super().end_headers()


def made_up(
    count: int, shelf: Shelf, documents: Mapping[str, Document], seed: int = 5
) -> tuple[Shelf, dict[str, Document]]:
    """Models like those of a shelf, with names, words, dates and sizes of their own."""
    choose = random.Random(seed)  # noqa: S311 - nothing is secret here
    words = ["".join(choose.choices(SYLLABLES, k=choose.randint(2, 4))) for _ in range(max(1, count // 4))]
    listings, made = [], {}
    for number in range(count):
        base = choose.choice(shelf.listings)
        # Few words are frequent and many are rare, as in any language.
        own = {words[min(len(words) - 1, int(choose.paretovariate(0.6)) - 1)] for _ in range(6)}
        name = f"{base.name}_{min(own)}_{number}"
        measured = (Score("accuracy", round(choose.betavariate(9, 2), 4)),) if choose.random() < 0.2 else ()  # noqa: PLR2004
        listing = replace(
            base,
            key=f"made/{number:06}",
            url=f"{base.url}-{number}",
            name=name,
            date=f"{choose.randint(2019, 2026)}-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}",
            status=choose.choices(("not-run", "verified", "measured", "failed"), (70, 15, 10, 5))[0],
            recommended=choose.random() < 0.02,  # noqa: PLR2004
            bytes=int(choose.lognormvariate(19, 1.2)) if measured else 0,
            latency=choose.lognormvariate(-4, 1) if measured else 0.0,
            measured=measured,
        )
        levels = list(documents[base.key].levels)
        levels[0] = " ".join((levels[0], *sorted(own)))
        levels[5] = " ".join((levels[5], str(number), min(own)))
        levels[8] = f"_{name.lower()}"
        listings.append(listing)
        made[listing.key] = Document(documents[base.key].text, tuple(levels))
    return Shelf(tuple(listings)), made


def write(folder: Path, shelf: Shelf, documents: Mapping[str, Document]) -> None:
    """Write an index and say what it costs."""
    before = time.process_time()
    files = finder.files(shelf, documents)
    spent = time.process_time() - before
    total = sum(map(len, files.values()))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  index: {spent:.2f} s of processor time, {len(files)} files, {total / 1e6:.2f} MB; {memory} MB of memory")
    patched(files, shelf, documents)
    for path, content in (files | assets()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><title>Site</title>')


def patched(files: Mapping[str, bytes], shelf: Shelf, documents: Mapping[str, Document]) -> None:
    """Change the title and some words of a model, and say what that costs."""
    old = shelf.listings[len(shelf.listings) // 2]
    new = replace(old, title="Another title", tasks=("Embeddings",))
    document = documents[old.key]
    levels = (*document.levels[:3], f"another {document.levels[3]} wordless".strip(), *document.levels[4:])
    changed = Shelf(tuple(new if listing is old else listing for listing in shelf.listings))
    before = time.process_time()
    patch = finder.patch(shelf, changed, {old.key: (document, Document(document.text, levels))}, files.__getitem__)
    spent = time.process_time() - before
    if patch is None:
        raise AssertionError("a title does not move a model")
    print(f"  one model changed: {spent:.3f} s, {len(patch.written)} files")


def measured(browser: Browser, server: Server, repeats: int) -> Iterator[tuple[str, float, int, int]]:
    """Each action: its name, milliseconds, bytes and requests."""
    address = f"http://127.0.0.1:{server.server_port}/"
    for name, action in ACTIONS.items():
        times = []
        for _ in range(repeats):
            context = browser.new_context()
            page = context.new_page()
            page.goto(address)
            page.evaluate("async () => { await import('/assets/finder/finder.js'); }")
            page.wait_for_timeout(SETTLED)
            server.start()
            times.append(page.evaluate(SCRIPT.format(action=action)))
            context.close()
        yield name, statistics.median(times), server.bytes, server.requests


def report(rows: Iterator[tuple[str, float, int, int]]) -> None:
    """Print a table."""
    print("  | action, from opening the index on | ms | kB | requests |\n  | --- | --- | --- | --- |")
    for name, milliseconds, size, requests in rows:
        print(f"  | {name} | {milliseconds:.0f} | {size / 1000:.1f} | {requests} |", flush=True)


def corpus(cards: Path) -> tuple[Shelf, dict[str, Document]]:
    """The cards as they are."""
    hub = load_hub(cards.parent, Config(), cards=cards)
    before = time.process_time()
    documents = {entry.card.key: finder.document(entry) for entry in hub.entries}
    print(f"words of {len(documents)} cards: {time.process_time() - before:.2f} s of processor time")
    return shelf_of(hub), documents


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=Path, default=Path("../shared/corpus/cards"))
    parser.add_argument("--models", type=int, nargs="+", default=[0, 20_000, 100_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args(arguments)
    shelf, documents = corpus(options.cards)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for count in options.models:
            models = made_up(count, shelf, documents) if count else (shelf, documents)
            print(f"{len(models[0].listings)} models")
            with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
                write(Path(folder), *models)
                thread = threading.Thread(target=server.serve_forever)
                thread.start()
                report(measured(browser, server, options.repeats))
                server.shutdown()
                thread.join()
        browser.close()


if __name__ == "__main__":
    main()
