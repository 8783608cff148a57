"""The leaderboards: pages a task, and one that lists the tasks. What was measured comes first; claims stand apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from urllib.parse import urlencode

from msgspec import Struct

from generator.listing import Shelf
from generator.render.board_plots import LABELLED, plots_of
from generator.render.draft import Draft
from generator.render.environment import render_template
from generator.render.links import COMPARE, HEALTH, LEADERBOARDS, Links, list_path, model_path
from generator.render.metric import around, figure, metric_name
from generator.render.page import Page
from generator.render.ranking import Board, Contender
from generator.render.standings import SHOWN, Rankings, longest, rankings_of
from generator.render.units import duration

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
        yield from _task_drafts(task, path, models[task], tuple(contenders[task]), links)


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


def page_path(path: str, number: int) -> str:
    """Where a page of a leaderboard lies, counted from 1; ``path`` is that of the first."""
    return path if number == 1 else path.replace("index.html", f"page/{number}/index.html")


def _task_drafts(task: str, path: str, models: int, found: Sequence[Contender], links: Links) -> Iterator[Draft]:
    if longest(found) <= SHOWN:  # Nothing need be ranked to know that there is one page.
        yield Draft(path, (links, task, models, found), lambda: _page(rankings_of(task, path, models, found), 1, links))
        return
    rankings = rankings_of(task, path, models, found)
    yield Draft(path, (links, task, models, found), partial(_page, rankings, 1, links))
    for number in range(2, rankings.pages() + 1):
        paging = rankings.paging(number)
        here = rankings.from_place(paging.first - 1)
        of = (links, task, number, rankings.pages(), here.rows(paging))
        yield Draft(page_path(path, number), of, partial(_page, rankings, number, links))


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


def _page(whole: Rankings, number: int, links: Links) -> Page:
    paging, path = whole.paging(number), page_path(whole.path, number)
    here = whole.from_place(paging.first - 1)
    html = render_template(
        "leaderboard",
        rankings=here,
        plots={data.data_sha256: plots_of(data) if number == 1 else () for data in here.boards},
        paging=paging,
        steps=paging.steps(path, partial(page_path, whole.path), links),
        labelled=LABELLED,
        link=lambda model: links.between(path, model_path(model.url)),
        compare=lambda board: _compared(board, links.between(path, COMPARE)) if number == 1 else "",
        list_link=links.between(path, list_path(1)),
        leaderboards_link=links.between(path, LEADERBOARDS),
        metric_name=metric_name,
        around=around,
        figure=figure,
        duration=duration,
    )
    page = f", page {number}" if number > 1 else ""
    what = f"{whole.measured} measured on evaluation data, ranked, and what others claim"
    return Page(path, f"{whole.task} leaderboard{page}", f"Models for {whole.task}: {what}{page}.", html)


def _compared(board: Board, compare: str) -> str:
    """Where the best models of a board are compared; empty where there is only one."""
    urls = [place.model.url for place in board.places[:_COMPARED]]
    return f"{compare}?{urlencode([('model', url) for url in urls])}" if len(urls) > 1 else ""
