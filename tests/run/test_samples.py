from __future__ import annotations

from generator.run.samples import text_of


def test_the_text_of_a_sample_is_its_text_column_or_its_only_one() -> None:
    assert text_of({"id": "1", "text": "a"}) == "a"
    assert text_of({"sentence": "b"}) == "b"
    assert text_of({"question": "Who?", "context": "c"}) == "c"
