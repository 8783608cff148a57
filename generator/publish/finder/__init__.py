"""Hub → the files by which a browser finds models: full text, facets and orders, loaded in parts.

``render/assets/finder/finder.js`` reads them. ``document`` is made of one card, so in any process, and is kept as
long as the card is as it was; ``files`` puts all of them together; ``patch`` does the same for a few that changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.listing import Shelf
from generator.publish.finder.document import Document, decoded, document, encoded
from generator.publish.finder.index import Files, index
from generator.publish.finder.patch import Patch, patch
from generator.render.order import default_order

__all__ = ["Document", "Files", "Patch", "decoded", "document", "encoded", "files", "patch"]


def files(shelf: Shelf, documents: Mapping[str, Document]) -> Files:
    """Every file of the index, by its path in the site.

    Args:
        shelf: All models, in short.
        documents: What each is found by, by the listings' keys.
    """
    return index(default_order(shelf.listings), documents)
