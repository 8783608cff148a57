"""When records expire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.run.expiry import expires_at, expiry

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "max_age", "until"),
    [
        ("2026-11-20T12:00:00+00:00", 30, "2026-12-20T12:00:00+00:00"),
        ("2026-11-20T12:00:00", 0.5, "2026-11-21T00:00:00+00:00"),
        ("2026-11-20T12:00:00+00:00", 0, ""),
        ("some day", 30, ""),
        ("9999-12-31T00:00:00+00:00", 36_500, ""),
    ],
)
def test_until_when(made: str, max_age: float, until: str) -> None:
    assert expires_at(made, max_age) == until


@given(st.integers(0, 10**9), st.integers(1, 36_500))
def test_what_is_said_and_until_when_agree(age: int, max_age: int) -> None:
    made = (NOW - timedelta(seconds=age)).isoformat(timespec="seconds")
    assert bool(expiry(made, max_age, NOW)) == (datetime.fromisoformat(expires_at(made, max_age)) < NOW)
