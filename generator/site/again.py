"""Building again without the renderer, where all that it would look at is as it was."""

from __future__ import annotations

from pathlib import Path

from generator.site.cache import cache_folder
from generator.site.order import BuiltSite, Order
from generator.site.settled import Sight, last, settled
from generator.site.walk import Walk


def again(order: Order) -> BuiltSite | None:
    """Make a site anew from a hub of which only cards and records may have changed since the last build.

    Returns:
        What was built; ``None`` where the renderer is needed.
    """
    cache = cache_folder(order.root)
    kept = last(cache, order)
    if kept is None:
        return _rebuild(order, cache)
    with Walk(Path(kept.folder)) as walk:
        found = settled(kept, order, walk)
        return found if isinstance(found, BuiltSite) else _rebuild(order, cache, found, walk)


def _rebuild(order: Order, cache: Path, seen: Sight | None = None, walk: Walk | None = None) -> BuiltSite | None:
    from generator.site.rebuild import rebuild  # noqa: PLC0415 - it loads all that builds, which takes longer than to look

    return rebuild(order, cache, seen, walk)
