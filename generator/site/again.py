"""Building again without the renderer, where all that it would look at is as it was."""

from __future__ import annotations

from generator.site.cache import cache_folder
from generator.site.order import BuiltSite, Order
from generator.site.settled import settled


def again(order: Order) -> BuiltSite | None:
    """Make a site anew from a hub of which only cards and records may have changed since the last build.

    Returns:
        What was built; ``None`` where the renderer is needed.
    """
    cache = cache_folder(order.root)
    found = settled(cache, order)
    if isinstance(found, BuiltSite):
        return found
    from generator.site.rebuild import rebuild  # noqa: PLC0415 - it loads all that builds, which takes longer than to look

    return rebuild(order, cache, found)
