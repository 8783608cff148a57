"""What every list of models has: the pages that it is cut into, and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.render.links import Links

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Steps:
    """Links to the other pages of a list.

    Attributes:
        first: To the first page.
        previous: Empty on the first page.
        next: Empty on the last.
        pages: Numbers and links; ``None`` for a gap.
    """

    first: str
    previous: str
    next: str
    pages: Sequence[tuple[int, str] | None]


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list.

    Attributes:
        number: From 1.
        size: Models a page.
        total: Models in the list.
    """

    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """How many pages there are: one for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first model, from 1."""
        return (self.number - 1) * self.size + 1

    def cut(self, models: Sequence[T]) -> Sequence[T]:
        """What of the list is on this page."""
        return models[self.first - 1 : self.first - 1 + self.size]

    def steps(self, here: str, path: Callable[[int], str], links: Links) -> Steps:
        """The links of this page, at ``here``; ``path`` tells where the others lie."""

        def link(number: int) -> str:
            return links.between(here, path(number))

        return Steps(
            link(1),
            link(self.number - 1) if self.number > 1 else "",
            link(self.number + 1) if self.number < self.count else "",
            [(number, link(number)) if number else None for number in self._near()],
        )

    def _near(self) -> Iterator[int]:
        """Page numbers to offer: the ends and the neighbours; 0 stands for a gap."""
        near = range(max(1, self.number - 2), min(self.count, self.number + 2) + 1)
        offered = sorted({1, self.count, *near})
        for position, page in enumerate(offered):
            if position and page - offered[position - 1] > 1:
                yield 0
            yield page
