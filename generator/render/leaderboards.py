"""The leaderboards: a page a task, and one that lists the tasks. What was measured comes first; claims stand apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from msgspec import Struct

from generator.listing import Score, Shelf
from generator.render.board_plots import DRAWN, plots_of
from generator.render.draft import Draft
from generator.render.environment import render_template
from generator.render.links import COMPARE, HEALTH, LEADERBOARDS, Links, list_path, model_path
from generator.render.metric import LOWER_IS_BETTER, around, figure, importance, metric_name
from generator.render.page import Page
from generator.render.ranking import Board, Contender, boards_of
from generator.render.units import duration

#: Models in one table.
SHOWN = 100
#: Places that *Compare the best* takes.
_COMPARED = 3
_SLUG_LENGTH = 60


class TaskRow(Struct, frozen=True, array_like=True):
    """A task in the list of leaderboards.

    Attributes:
        path: Of its page.
        models: For this task.
        measured: Of these, those that were measured on evaluation data.
        data: Different evaluation data among that.
        claimed: Of the models, those whose cards claim figures of the whole of their data.
    """

    task: str
    path: str
    models: int
    measured: int
    data: int
    claimed: int


@dataclass(frozen=True, slots=True)
class Claims:
    """What cards claim for a task.

    Attributes:
        metrics: The columns; rows stand in the order of the first.
        rows: Models, each with a text a column.
        models: How many there are, shown or not.
    """

    metrics: tuple[str, ...]
    rows: tuple[tuple[Contender, tuple[str, ...]], ...]
    models: int


def leaderboard_pages(shelf: Shelf, links: Links) -> Iterator[Draft]:
    """The list of tasks, and the page of each task for which there are figures."""
    contenders: defaultdict[str, list[Contender]] = defaultdict(list)
    models: Counter[str] = Counter()
    for listing in shelf.listings:
        models.update(dict.fromkeys(listing.tasks, 1))
        if listing.measured or listing.claimed:
            contender = Contender.of(listing)
            for task in dict.fromkeys(listing.tasks):
                contenders[task].append(contender)
    paths = {task: f"leaderboards/{slug}/index.html" for task, slug in slugs(contenders).items()}
    rows = tuple(sorted((_task_row(task, paths[task], models[task], contenders[task]) for task in paths), key=_order))
    yield Draft(LEADERBOARDS, (links, rows), partial(_list_page, rows, links), menu="Leaderboards")
    for task, path in paths.items():
        found = tuple(contenders[task])
        yield Draft(path, (links, task, models[task], found), partial(_page, path, task, models[task], found, links))


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A folder's name for each of these names, safe in an address and on a disk, and unique whatever the case."""
    taken: dict[str, str] = {}
    for name in sorted(names):
        slug = re.sub(r"\W+", "-", name.casefold())[:_SLUG_LENGTH].strip("-") or "task"
        unique, number = slug, 1
        while unique in taken:
            number += 1
            unique = f"{slug}-{number}"
        taken[unique] = name
    return {name: slug for slug, name in taken.items()}


def claims_of(models: Sequence[Contender]) -> Claims | None:
    """What these models' cards claim; ``None`` where they claim nothing."""
    claiming = [model for model in models if model.claimed]
    if not claiming:
        return None
    count = Counter(metric for model in claiming for metric in {score.metric for score in model.claimed})
    metrics = sorted(count, key=importance)
    first = max(metrics, key=lambda metric: count[metric])
    columns = (first, *(metric for metric in metrics if metric != first))
    sign = 1 if first in LOWER_IS_BETTER else -1

    def place(model: Contender) -> tuple[bool, float, str, str]:
        values = [score.value for score in model.claimed if score.metric == first]
        best = min((sign * value for value in values), default=0.0)
        return not values, best, model.name.casefold(), model.url

    rows = (
        (model, tuple(_claim(model.claimed, metric) for metric in columns)) for model in sorted(claiming, key=place)
    )
    return Claims(columns, tuple(rows)[:SHOWN], len(claiming))


def _claim(claimed: Sequence[Score], metric: str) -> str:
    """What a card claims of a metric: one figure, or from the lowest to the highest of several."""
    values = sorted({score.value for score in claimed if score.metric == metric})
    texts = [figure(value, "number") for value in (*values[:1], *values[1:][-1:])]  # No more digits than were written.
    return "–".join(dict.fromkeys(texts))  # noqa: RUF001  a range


def _task_row(task: str, path: str, models: int, found: Sequence[Contender]) -> TaskRow:
    data = {score.data_sha256 for model in found for score in model.measured if score.data_sha256}
    measured = sum(bool(model.measured) for model in found)
    return TaskRow(task, path, models, measured, len(data), sum(bool(model.claimed) for model in found))


def _order(row: TaskRow) -> tuple[int, int, str]:
    return -row.measured, -row.claimed, row.task


def _list_page(rows: Sequence[TaskRow], links: Links) -> Page:
    html = render_template(
        "leaderboards",
        rows=rows,
        link=lambda path: links.between(LEADERBOARDS, path),
        list_link=links.between(LEADERBOARDS, list_path(1)),
        health_link=links.between(LEADERBOARDS, HEALTH),
    )
    description = "Models by task, ranked by what was measured on the same evaluation data."
    return Page(LEADERBOARDS, "Leaderboards", description, html)


def _page(path: str, task: str, count: int, models: Sequence[Contender], links: Links) -> Page:
    boards = boards_of(models)
    measured = sum(bool(model.measured) for model in models)
    html = render_template(
        "leaderboard",
        task=task,
        count=count,
        measured=measured,
        boards=boards,
        plots={data.data_sha256: plots_of(data) for data in boards},
        claims=claims_of(models),
        shown=SHOWN,
        drawn=DRAWN,
        link=lambda model: links.between(path, model_path(model.url)),
        compare=lambda board: _compared(board, links.between(path, COMPARE)),
        list_link=links.between(path, list_path(1)),
        leaderboards_link=links.between(path, LEADERBOARDS),
        metric_name=metric_name,
        around=around,
        figure=figure,
        duration=duration,
    )
    title = f"{task} leaderboard"
    description = f"Models for {task}: {measured} measured on evaluation data, ranked, and what others claim."
    return Page(path, title, description, html)


def _compared(board: Board, compare: str) -> str:
    """Where the best models of a board are compared; empty where there is only one."""
    urls = [place.model.url for place in board.places[:_COMPARED]]
    return f"{compare}?{urlencode([('model', url) for url in urls])}" if len(urls) > 1 else ""
