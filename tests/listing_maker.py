"""Listings for the tests of pages about many models."""

from __future__ import annotations

from typing import Any

import msgspec

from generator.listing import Listing


def listing(key: str, **changes: Any) -> Listing:
    """A model that nobody ran; ``changes`` are fields."""
    plain = Listing(
        key=key,
        card_path=f"cards/{key}.md",
        id=key,
        url=key,
        name=key,
        title=key,
        summary="A model.",
        tasks=(),
        languages=(),
        edition="",
        spark_version="",
        kind="model",
        annotator="",
        architecture="",
        license="",
        tags=(),
        labels=(),
        author="",
        date="",
        supported=False,
        deprecated=False,
        recommended=False,
        status="not-run",
        reason="",
        expires="",
        observed_at="",
        task="",
        parameters=0,
        bytes=0,
        latency=0.0,
        hardware="",
        measured=(),
        claimed=(),
    )
    return msgspec.structs.replace(plain, **changes)
