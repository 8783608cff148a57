"""The health of a hub is counted, and the models that want looking after are named."""

from __future__ import annotations

from board_maker import accuracy, listing, run

from generator.listing import HistoryPoint, LintCount, Shelf
from generator.report.health import NAMED, Cause, Group, Named, health_of


def names(group: Group) -> list[str]:
    return [model.name for model in group.models]


def test_an_empty_hub() -> None:
    health = health_of(Shelf(()))
    assert health.total == 0
    assert not health.causes
    assert health.oldest == Group()
    assert dict(health.lint) == {"errors": 0, "warnings": 0, "infos": 0, "nothing": 0, "unseen": 0}


def test_causes_are_grouped_faults_first_then_by_models() -> None:
    health = health_of(
        Shelf(
            (
                listing("a", reason="unsupported annotator A"),
                listing("b", reason="not run yet"),
                listing("c", reason="unsupported annotator C"),
                run("d", status="failed", reason="took longer than 60 s and was stopped"),
                run("e"),
            )
        )
    )
    assert health.causes == (
        Cause("failed", "the model took too long", Group(1, (Named("d", "d", "failed"),)),
              "took longer than 60 s and was stopped"),
        Cause("not-run", "the annotator is not supported",
              Group(2, (Named("a", "a", "not-run"), Named("c", "c", "not-run"))), "unsupported annotator A"),
        Cause("not-run", "not run yet", Group(1, (Named("b", "b", "not-run"),)), "not run yet"),
    )  # fmt: skip
    assert dict(health.statuses)["not-run"] == 3


def test_records_by_age_and_by_when_they_expire() -> None:
    health = health_of(
        Shelf(
            (
                run("new", observed_at="2026-03-01T00:00:00Z", expires="2026-04-01T00:00:00Z"),
                run("old", observed_at="2026-01-01T00:00:00Z", expires="2026-02-01T00:00:00Z", status="stale"),
                run("lasting", observed_at="2026-02-01T00:00:00Z"),
                listing("never"),
            )
        )
    )
    assert names(health.oldest) == ["old", "lasting", "new"]
    assert health.oldest.models[0].when == "2026-01-01T00:00:00Z"
    assert names(health.expiring) == ["new"]
    assert names(health.expired) == ["old"]


def test_lists_are_cut_and_count_all() -> None:
    listings = tuple(run(f"m{number:03}", unpinned=True) for number in range(NAMED + 5))
    health = health_of(Shelf(listings))
    assert health.unpinned.count == NAMED + 5
    assert names(health.unpinned) == [f"m{number:03}" for number in range(NAMED)]


def test_gaps_and_lint() -> None:
    health = health_of(
        Shelf(
            (
                run("measured", accuracy(0.9), lint=LintCount(0, 0, 0)),
                run("unmeasured", lint=LintCount(0, 4, 0)),
                run("broken", status="failed", lint=LintCount(2, 0, 0), unpinned=True),
                listing("unseen"),
                listing("remarks", lint=LintCount(0, 0, 1)),
            ),
            unread=(("cards/x.md", ("line 1, no front matter",)),),
            history=tuple(HistoryPoint(f"2024-01-{day:02}", day) for day in range(1, 11)),
        )
    )
    assert names(health.unmeasured) == ["unmeasured"]
    assert names(health.unpinned) == ["broken"]
    assert dict(health.lint) == {"errors": 1, "warnings": 1, "infos": 1, "nothing": 1, "unseen": 1}
    assert names(health.worst) == ["broken", "unmeasured"]
    assert health.unread_count == 1
    assert (health.days, len(health.history)) == (10, 10)
