from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.store.spill import Spill


@given(st.lists(st.binary(max_size=9), max_size=9))
def test_pieces_come_back_in_any_order(pieces: list[bytes]) -> None:
    with Spill() as spill:
        kept = [spill.put(piece) for piece in pieces]
        assert [spill.get(stretch) for stretch in reversed(kept)] == pieces[::-1]
        assert spill.get(spill.put(b"more")) == b"more"
