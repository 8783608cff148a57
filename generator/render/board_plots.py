"""The plots of a leaderboard: score against size, and against latency where the same hardware timed several models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from generator.render.metric import metric_name
from generator.render.plot import Dot, Plot, plot
from generator.render.ranking import Board, Contender, DataBoards, Ranked
from generator.render.units import duration

#: Models of one plot that are drawn with their place and interval: the best.
LABELLED = 40
#: Models in one plot; more would make a page of megabytes.
DRAWN = 1_000
_THOUSAND = 1000


def plots_of(data: DataBoards) -> tuple[Plot, ...]:
    """Those of the first board. A plot needs two models."""
    return tuple(_plots(data.boards[0]))


def _plots(board: Board) -> Iterator[Plot]:
    name = metric_name(board.metric)
    y_name = f"{name}, lower is better" if board.lower_is_better else name
    sized = _dots(board, lambda model: model.parameters)
    if len(sized) > 1:
        yield plot(sized, title=f"{name} against size", x_name="Parameters", y_name=y_name, x_label=quantity)
    for machine in sorted({place.model.hardware for place in board.places if place.model.latency}):
        timed = _dots(board, partial(_latency, machine))
        if len(timed) > 1:
            title = f"{name} against latency on {machine or 'a machine without a name'}"
            yield plot(timed, title=title, x_name="Median latency", y_name=y_name, x_label=duration)


def _latency(machine: str, model: Contender) -> float:
    """On this machine; 0 where it was timed on another one."""
    return model.latency if model.hardware == machine else 0


def _dots(board: Board, x: Callable[[Contender], float]) -> Sequence[Dot]:
    """The models for which ``x`` is known, the best first."""
    known = [place for place in board.places if x(place.model) > 0]
    return [_dot(place, x(place.model), small=number >= LABELLED) for number, place in enumerate(known[:DRAWN])]


def _dot(place: Ranked, x: float, *, small: bool) -> Dot:
    score = place.score
    return Dot(
        x=x,
        y=score.value,
        low=score.value if small or score.low is None else score.low,
        high=score.value if small or score.high is None else score.high,
        label=str(place.rank),
        title=place.model.name,
        verdict=place.verdict,
        small=small,
    )


def quantity(count: float) -> str:
    """A number as people write large ones: ``110 M``."""
    for unit in ("", " k", " M", " G"):
        if count < _THOUSAND:
            return f"{count:.3g}{unit}"
        count /= _THOUSAND
    return f"{count:.3g} T"
