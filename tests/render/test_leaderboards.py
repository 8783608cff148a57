"""A leaderboard ranks what was measured, and keeps what authors claim apart from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from board_maker import accuracy, listing, run

from generator.listing import Listing, Score, Shelf
from generator.render.leaderboards import leaderboard_pages, slugs
from generator.render.links import Links
from generator.render.page import Page
from generator.render.prose import plain
from generator.render.ranking import Contender
from generator.render.standings import SHOWN, claims_of

PATH = "leaderboards/text-classification/index.html"


def pages(*listings: Listing, links: Links | None = None) -> dict[str, Page]:
    return {draft.path: draft.make() for draft in leaderboard_pages(Shelf(listings), links or Links())}


def table(page: Page, caption: str) -> list[str]:
    """The rows of the table with this caption, as text."""
    found = re.search(rf"<caption[^>]*>{caption}</caption>(.*?)</table>", page.html, re.DOTALL)
    assert found, caption
    return [plain(row) for row in found[1].split("<tr>")[2:]]


def claiming(name: str, *claimed: Score) -> Listing:
    return listing(name, claimed=claimed)


def test_measured_figures_are_ranked_with_their_intervals() -> None:
    page = pages(
        run("second", accuracy(0.89), parameters=1000, latency=0.002, hardware="CPU 9"), run("first", accuracy(0.9))
    )[PATH]
    assert table(page, "Accuracy") == [
        "1 first 0.9000 0.8800–0.9200 best – – Verified",  # noqa: RUF001  ranges
        "2 second 0.8900 0.8700–0.9100 not clearly worse than the best 1,000 2 ms CPU 9 Verified",  # noqa: RUF001
    ]
    text = plain(page.html)
    assert "2 models for this task. 2 of them were measured here, on the same evaluation data." in text
    assert "Measured on data/test.jsonl 2 models, 240 rows, SHA-256 abababababababab…" in text
    assert 'href="../../models/first/"' in page.html
    assert 'href="../../compare/?model=first&amp;model=second"' in page.html


def test_ties_and_missing_intervals_are_said() -> None:
    page = pages(run("a", accuracy(0.9)), run("b", accuracy(0.9)), run("c", accuracy(0.8, None)))[PATH]
    rows = table(page, "Accuracy")
    assert [row[:4].split()[0] for row in rows] == ["1", "1", "3"]
    assert "best, tied" in rows[0]
    assert "best, tied" in rows[1]
    assert "no interval to tell by" in rows[2]


def test_a_model_that_was_measured_alone_is_not_called_the_best() -> None:
    (row,) = table(pages(run("a", accuracy(0.9)))[PATH], "Accuracy")
    assert "the only one measured" in row
    assert "best" not in row


def test_claims_stand_in_a_table_of_their_own() -> None:
    page = pages(
        run("measured_model", accuracy(0.9), claimed=(Score("accuracy", 0.99),)),
        claiming("claiming_model", Score("accuracy", 0.97), Score("f1", 0.5), Score("f1", 0.7)),
    )[PATH]
    measured, _, claimed = page.html.partition('<h2 id="claims"')
    assert "claiming_model" not in measured
    assert "0.99" not in measured
    assert "claimed and not comparable" in plain(claimed)
    assert table(page, "Figures that cards claim, not comparable") == [
        "measured_model 0.99 – Verified",  # noqa: RUF001
        "claiming_model 0.97 0.5–0.7 Not run",  # noqa: RUF001  a range
    ]


def test_a_task_with_claims_alone_says_that_nothing_was_measured() -> None:
    page = pages(claiming("a", Score("f1", 0.5)), listing("b"))[PATH]
    assert "None of them was measured here on evaluation data: there are only claims." in plain(page.html)
    assert "2 models for this task." in plain(page.html)
    assert "<svg" not in page.html


def test_a_task_without_figures_has_no_page_and_an_empty_hub_says_what_to_do() -> None:
    found = pages(listing("a"))
    assert list(found) == ["leaderboards/index.html"]
    assert "Nothing was measured in this hub" in plain(found["leaderboards/index.html"].html)


def test_a_model_of_several_tasks_stands_on_each_and_the_index_counts() -> None:
    tasks = ("Text Classification", "Sentiment Analysis")
    found = pages(run("a", accuracy(0.9), tasks=tasks), claiming("b", Score("f1", 0.5)), listing("c"))
    assert set(found) == {"leaderboards/index.html", PATH, "leaderboards/sentiment-analysis/index.html"}
    rows = table(found["leaderboards/index.html"], "Tasks with figures")
    assert rows == ["Text Classification 3 1 1 1", "Sentiment Analysis 1 1 1 0"]


def test_long_tables_go_on_on_pages_of_their_own() -> None:
    models = [run(f"m{number:03}", accuracy(number / 1000), parameters=10**6) for number in range(2 * SHOWN + 7)]
    claims = [claiming(f"c{number:03}", Score("f1", number / 1000)) for number in range(SHOWN + 5)]
    found = pages(*models, *claims)
    second, third = (PATH.replace("index.html", f"page/{number}/index.html") for number in (2, 3))
    assert list(found) == ["leaderboards/index.html", PATH, second, third]
    tables = [table(found[path], "Accuracy") for path in (PATH, second, third)]
    assert [row.split()[:2] for rows in tables for row in rows] == [
        [str(place), f"m{2 * SHOWN + 7 - place:03}"] for place in range(1, 2 * SHOWN + 8)
    ]
    assert [len(rows) for rows in tables] == [SHOWN, SHOWN, 7]
    caption = "Figures that cards claim, not comparable"
    assert [len(table(found[path], caption)) for path in (PATH, second)] == [SHOWN, 5]
    assert 'id="claims"' not in found[third].html
    assert "101 to 200 of 207; other pages have the rest." in plain(found[second].html)
    assert "201 to 207 of 207" in plain(found[third].html)
    assert 'href="page/2/"' in found[PATH].html
    assert 'rel="prev" href="../../"' in found[second].html
    assert (found[third].title, found[PATH].title) == (
        "Text Classification leaderboard, page 3",
        "Text Classification leaderboard",
    )
    assert "clearly worse" in tables[2][0]
    svgs = [len(re.findall(r'<g class="mh-dot ', found[path].html)) for path in (PATH, second, third)]
    assert svgs == [2 * SHOWN + 7, 0, 0]


def test_a_page_is_made_anew_only_where_its_rows_change() -> None:
    claims = [claiming(f"c{number:03}", Score("f1", number / 1000)) for number in range(2 * SHOWN)]
    other = [claiming("c000", Score("f1", 0.0005)), *claims[1:]]
    one, two = (
        {draft.path: msgspec.json.encode(draft.of) for draft in leaderboard_pages(Shelf(tuple(some)), Links())}
        for some in (claims, [*claims[:-1], claiming(claims[-1].name, Score("f1", 0.9))])
    )
    second = PATH.replace("index.html", "page/2/index.html")
    assert one[second] == two[second]
    assert one[PATH] != two[PATH]
    last = {draft.path: msgspec.json.encode(draft.of) for draft in leaderboard_pages(Shelf(tuple(other)), Links())}
    assert last[second] != one[second]


def test_errors_are_ranked_upwards() -> None:
    scores = [Score("wer", value, low=value, high=value, data="d", data_sha256="cd" * 32) for value in (0.3, 0.1)]
    page = pages(*(run(f"m{number}", score) for number, score in enumerate(scores)))[PATH]
    rows = table(page, "WER, lower is better")
    assert [row.split()[1] for row in rows] == ["m1", "m0"]
    claims = claims_of([Contender.of(claiming(f"c{v}", Score("wer", v / 10))) for v in (3, 1, 2)])
    assert claims
    assert [model.name for model in claims.models] == ["c1", "c2", "c3"]


def plots(*listings: Listing) -> list[str]:
    """What is drawn: of each plot its title and the places of its dots."""
    svgs = re.findall(r"<svg.*?</svg>", pages(*listings)[PATH].html, re.DOTALL)
    found = []
    for svg in svgs:
        title = re.search(r'<title id="[^"]*">(.*?)</title>', svg)
        assert title
        dots = sorted(re.findall(r"<title>(\d+: .*?)</title>", svg))
        found.append(f"{title[1]}: {', '.join(dots)}")
    return found


def test_speed_is_drawn_for_models_on_the_same_hardware_alone() -> None:
    models: Sequence[Listing] = (
        run("a", accuracy(0.9), parameters=10**6, latency=0.01, hardware="CPU 1"),
        run("b", accuracy(0.8), parameters=10**7, latency=0.02, hardware="CPU 1"),
        run("c", accuracy(0.7), parameters=0, latency=0.02, hardware="CPU 2"),
        run("d", accuracy(0.6)),
    )
    assert plots(*models) == [
        "Accuracy against size: 1: a, 2: b",
        "Accuracy against latency on CPU 1: 1: a, 2: b",
    ]
    assert plots(*models[1:]) == []


def test_no_page_has_what_a_strict_policy_forbids() -> None:
    hostile = '<script>alert(1)</script>"onload="alert(2)'
    score = accuracy(0.9, data=hostile)
    models = [run(f"{hostile}{n}", score, tasks=(hostile,), hardware=hostile, latency=0.1, parameters=9) for n in "ab"]
    for page in pages(*models, claiming(hostile, Score(hostile, 0.5))).values():
        assert "<script" not in page.html
        assert not re.search(r"<[^>]*\s(?:style|on\w+)=", page.html)


def test_what_decides_a_page_is_small_data_and_names_of_tasks_become_safe_folders() -> None:
    drafts = list(leaderboard_pages(Shelf((run("a", accuracy(0.9)), claiming("b", Score("f1", 0.5)))), Links()))
    again = list(leaderboard_pages(Shelf((run("a", accuracy(0.9)), claiming("b", Score("f1", 0.5)))), Links()))
    assert [msgspec.json.encode(draft.of) for draft in drafts] == [msgspec.json.encode(draft.of) for draft in again]
    assert slugs(["A b", "a-B", "../..", "…", "情感 分析", "x" * 300]) == {
        "../..": "task",
        "A b": "a-b",
        "a-B": "a-b-2",
        "x" * 300: "x" * 60,
        "…": "task-2",
        "情感 分析": "情感-分析",
    }
