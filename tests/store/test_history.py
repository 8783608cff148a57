"""The history keeps a line a day, sorted, and leaves alone what it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.listing import HistoryPoint
from generator.store.history import FILE, keep_history, read_history

FIRST = HistoryPoint("2026-01-01", 3, verified=1, not_run=2, modelhub="0.1.0")


def test_no_file_is_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) == ((), ())
    assert read_history(tmp_path / "nowhere") == ((), ())


def test_a_day_is_written_and_read(tmp_path: Path) -> None:
    assert keep_history(tmp_path / "records", FIRST)
    file = tmp_path / "records" / FILE
    assert file.read_text() == (
        '{"date":"2026-01-01","models":3,"verified":1,"measured":0,"stale":0,"mismatch":0,"failed":0,"not-run":2,'
        '"modelhub":"0.1.0"}\n'
    )
    assert read_history(tmp_path / "records") == ((FIRST,), ())
    assert FIRST.count("not-run") == 2


def test_today_is_replaced_and_another_day_is_added(tmp_path: Path) -> None:
    later = HistoryPoint("2026-01-02", 3, verified=3)
    again = HistoryPoint("2026-01-01", 3, verified=2, not_run=1)
    for point in (FIRST, again, later):
        assert keep_history(tmp_path, point)
    assert read_history(tmp_path)[0] == (again, later)


def test_a_day_like_the_last_one_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    keep_history(tmp_path, FIRST)
    before = (tmp_path / FILE).stat()
    assert not keep_history(tmp_path, FIRST)
    assert not keep_history(tmp_path, HistoryPoint("2026-05-01", 3, verified=1, not_run=2, modelhub="0.1.0"))
    assert (tmp_path / FILE).stat().st_mtime_ns == before.st_mtime_ns


def test_lines_that_are_none_are_named_and_stay_where_they_are(tmp_path: Path) -> None:
    file = tmp_path / FILE
    day = '{"date":"2026-01-03","models":1,"verified":1}'
    file.write_text(
        f'<<<<<<< ours\n{day}\n\n{{"date":"2026-02-30","models":1}}\n{{"date":"x","models":1}}\n'
        f'{{"date":"2026-01-02","models":-1}}\n{"[" * 5000}\n'
    )
    points, problems = read_history(tmp_path)
    assert [point.date for point in points] == ["2026-01-03"]
    assert [problem.split(": ")[0] for problem in problems] == [f"{FILE}:{n}" for n in (1, 4, 5, 6, 7)]
    assert all("mend the line or take it out" in problem for problem in problems)
    keep_history(tmp_path, FIRST)
    lines = file.read_text().split("\n")
    assert lines[0] == "<<<<<<< ours"
    assert lines[2:7] == ["", '{"date":"2026-02-30","models":1}', '{"date":"x","models":1}',
                          '{"date":"2026-01-02","models":-1}', "[" * 5000]  # fmt: skip
    assert [point.date for point in read_history(tmp_path)[0]] == ["2026-01-01", "2026-01-03"]


def test_of_two_lines_of_a_day_the_last_counts(tmp_path: Path) -> None:
    """As git leaves them where it joins the files of two branches."""
    (tmp_path / FILE).write_text('{"date":"2026-01-01","models":1}\n{"date":"2026-01-01","models":2}\n')
    assert [point.models for point in read_history(tmp_path)[0]] == [2]
    keep_history(tmp_path, HistoryPoint("2026-01-02", 3))
    assert [point.models for point in read_history(tmp_path)[0]] == [2, 3]
    assert (tmp_path / FILE).read_text().count("\n") == 2


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    records = tmp_path / "records"
    records.mkdir()
    (records / FILE).symlink_to(secret)
    assert read_history(records) == ((), (f"{FILE}: is no plain file; take it away",))
    with pytest.raises(UsageError, match="no plain file"):
        keep_history(records, FIRST)
    assert secret.read_text() == "secret"


@settings(max_examples=40)
@given(st.lists(st.dates().map(str), max_size=6), st.lists(st.binary(max_size=20), max_size=6), st.randoms())
def test_any_file_keeps_its_bad_lines_and_gets_its_days_in_order(
    tmp_path_factory: pytest.TempPathFactory, days: list[str], noise: list[bytes], chance: object
) -> None:
    folder = tmp_path_factory.mktemp("records")
    good = [b'{"date":"%s","models":1}' % day.encode() for day in days]
    lines = [*good, *(line.replace(b"\n", b"") for line in noise)]
    chance.shuffle(lines)  # type: ignore[attr-defined]
    (folder / FILE).write_bytes(b"\n".join(lines) + b"\n")
    keep_history(folder, FIRST)
    points, _ = read_history(folder)
    assert [point.date for point in points] == sorted({*days, FIRST.date})
    written = (folder / FILE).read_bytes().split(b"\n")
    for line in lines:
        if line not in good and line:
            assert line in written
