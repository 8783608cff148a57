"""What a model was held to while it ran, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.record import Isolation


def in_words(isolation: Isolation) -> Iterator[str]:
    """A few words for each thing that was in force, or was not."""
    if isolation.network == "namespace":
        yield "no network (a namespace of its own)"
    else:
        yield "no network (blocked in the process)"
    if isolation.writes == "landlock":
        yield "writes only to a folder of its own (Landlock)"
    else:
        yield "may write where the user may"
    if isolation.memory is not None:
        yield f"at most {isolation.memory / 2**30:.4g} GiB of memory"
    if isolation.processes is not None:
        yield f"{isolation.processes} processes"
    yield f"{isolation.seconds:g} s"
