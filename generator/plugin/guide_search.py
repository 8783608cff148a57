"""The theme's own search, which is for what was written by hand: models have a search of their own."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

#: Where MkDocs' plugin for searching writes, and those that take its place.
_INDEX = "search/search_index.json"


def leave_out(site: Path, addresses: Collection[str]) -> None:
    """Take pages out of the index.

    Material's plugin leaves out what a page's front matter says; that of MkDocs itself takes every page.

    Args:
        site: The folder that MkDocs wrote.
        addresses: Of the pages, below the site's.
    """
    file = site / _INDEX
    try:
        index = json.loads(file.read_bytes())
        docs = [entry for entry in index["docs"] if entry["location"].partition("#")[0] not in addresses]
        if len(docs) == len(index["docs"]):
            return
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # There is none, or another plugin's.
        return
    index["docs"] = docs
    index.pop("index", None)  # Made beforehand, of pages that are gone; the browser makes it by itself.
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
