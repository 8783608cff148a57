"""A site with nothing but an index to find models by, for the tests of the engine that reads it."""

from __future__ import annotations

import http.server
from pathlib import Path
from typing import Any

from finder_maker import make_model
from msgspec.structs import replace

from generator.listing import Score, Shelf
from generator.publish.finder import Document, files
from generator.render import assets
from generator.render.order import default_order

TASKS = ("Named Entity Recognition", "Text Classification", "Translation")
LANGUAGES = ("en", "de", "xx", "ja")
EDITIONS = ("Spark NLP 3.0.0", "Spark NLP 3.1.0", "Spark NLP 2.7.0", "Spark NLP for Healthcare 3.0.0")
SPECIAL = {
    "ner_clinical": {"title": "Detect problems", "description": "Finds diseases in clinical notes."},
    "ner_clinical_large": {"title": "Detect problems", "description": "Finds more diseases in clinical notes."},
    "classifier_chinese": {
        "title": "中文文本分类模型",
        "description": "一个用于中文文本分类的模型。",
        "language": "zh",
    },
    "classifier_arabic": {"title": "نموذج تصنيف", "description": "يصنف النُّصوص العربية", "language": "ar"},
    "sentiment_french": {
        "title": "Sentiments des critiques",
        "description": "Café crème, œuvre, Straße.",
        "language": "fr",
    },
    "translate_a_b": {"description": "A text about <b>Hugging Face</b> & friends: transformers."},
}


def models() -> tuple[Shelf, dict[str, Document]]:
    made = [make_model(name, **values) for name, values in SPECIAL.items()]
    for number in range(60):
        listing, document = make_model(
            f"model_{number:02}_{'base' if number % 3 else 'large'}",
            title=f"{TASKS[number % 3]} number {number}",
            task=TASKS[number % 3],
            language=LANGUAGES[number % 4],
            edition=EDITIONS[number % 4],
            date=f"2025-{number % 12 + 1:02}-{number % 27 + 1:02}",
            tags=", ".join(["open_source", "small", "fast"][: number % 4]),
            labels=" ".join(f"`L{label}`" for label in range(number % 5)),
        )
        listing = replace(
            listing,
            status=("not-run", "verified", "failed")[number % 3],
            recommended=number % 17 == 0,
            deprecated=number % 13 == 0,
            bytes=number * 10**7 % (9 * 10**8),
            latency=number / 500,
            measured=(Score("accuracy", number / 60),) if number % 2 else (),
            claimed=(Score("f1 macro", 0.9),) if number % 5 == 0 else (),
        )
        made.append((listing, document))
    listings = sorted((listing for listing, _ in made), key=lambda listing: listing.key)
    return Shelf(tuple(listings)), {listing.key: document for listing, document in made}


SHELF, DOCUMENTS = models()
ORDER = default_order(SHELF.listings)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, and says that those below ``encoded/`` are encoded, as some servers do of such names."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        if self.path.startswith("/encoded/") and self.path.endswith(".gz"):
            self.send_header("Content-Encoding", "gzip")
        super().end_headers()


def write(folder: Path, shelf: Shelf, documents: dict[str, Document]) -> None:
    for path, content in (files(shelf, documents) | assets()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><title>Site</title>')
