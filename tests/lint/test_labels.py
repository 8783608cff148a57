from __future__ import annotations

import pytest

from generator.lint.labels import bare, some


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("B-PER", "per"),
        ("I-Clinical_Dept", "clinicaldept"),
        ("CLINICAL_DEPT", "clinicaldept"),
        ("LOCATION-OTHER", "locationother"),
        ("very good", "verygood"),
        ("O", ""),
        ("o", "o"),
        ("", ""),
        ("...", ""),
    ],
)
def test_labels_by_what_they_mean(label: str, expected: str) -> None:
    assert bare(label) == expected


@pytest.mark.parametrize(
    ("count", "words"), [(1, "`0`"), (2, "`0` and `1`"), (6, "`0`, `1`, `2`, `3`, `4` and 1 more")]
)
def test_labels_in_a_message(count: int, words: str) -> None:
    assert some(map(str, range(count))) == words
