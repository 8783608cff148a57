"""What every executor does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from generator.card import Card
from generator.run.observe import Observation
from generator.run.plan import Plan


@dataclass(frozen=True, slots=True)
class Assignment:
    """A card whose model is to be run. It can be pickled, for executors on other machines.

    Attributes:
        card: The card.
        plan: What to run for it; it has a request.
        last_revision: The commit that its model was when it was last run; empty for none.
        last_weights: Bytes of the weights that it had then; 0 where that is not known.
    """

    card: Card
    plan: Plan
    last_revision: str = ""
    last_weights: int = 0


#: Told how many evaluation rows of a card's model are predicted, and of how many.
OnRows: TypeAlias = Callable[[Assignment, int, int], None]


def nobody(_assignment: Assignment, _done: int, _rows: int) -> None:
    """Told how far an evaluation is."""


class Executor(Protocol):
    """Runs models. A context manager: leaving it, however, ends what is still running."""

    def __enter__(self) -> Self:
        """Get ready; nothing that takes long before there is a model to run."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what is still running; what it would have given is lost."""
        ...

    def observe(
        self, assignments: Iterable[Assignment], on_rows: OnRows = nobody
    ) -> Iterator[tuple[Assignment, Observation]]:
        """Run the models of all assignments, each once; what comes back is in the order in which they end.

        The next assignment is taken only when there is a place for it: whether a card needs a run is decided as late as
        that. The caller's thread takes assignments, gets observations and tells ``on_rows``, no other. An executor
        whose models run elsewhere may tell nothing.

        Raises:
            MissingExtra: The libraries that run models are not installed.
        """
        ...
