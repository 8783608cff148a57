"""Dividing cards among machines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.run.shard import Shard, parse_shard


@given(st.text(), st.integers(1, 50))
def test_each_card_is_in_one_part(key: str, total: int) -> None:
    assert sum(Shard(number, total).holds(key) for number in range(1, total + 1)) == 1


def test_parts_are_stable_and_about_equal() -> None:
    keys = [f"model_{number}_en" for number in range(1000)]
    sizes = [sum(Shard(number, 4).holds(key) for key in keys) for number in range(1, 5)]
    assert min(sizes) > 200
    # These depend on nothing but the key: a release that moves cards to other parts breaks this.
    assert [number for number in range(1, 5) for key in keys[:1] if Shard(number, 4).holds(key)] == [3]


def test_a_shard_is_a_part_of_a_number() -> None:
    assert parse_shard("3/8") == Shard(3, 8)


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "\u0661/\u0662", "1/9999999"])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(UsageError, match="--shard: expected the number of a part"):
        parse_shard(text)
