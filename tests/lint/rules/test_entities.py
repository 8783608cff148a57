"""EN: predicted entities. Sections put in anew begin in line 61."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]


def labels(text: str, description: str = "Sorts news.") -> dict[str, str]:
    return {"markdown": f"## Description\n\n{description}\n\n## Predicted Entities\n\n{text}\n"}


FAILS: list[tuple[dict[str, str], Expected]] = [
    (labels("`A`, `B`, `A`"), [("EN001", 63, 12, "the label `A` stands twice, first as number 1")]),
    (labels("- A\n- B\n- B"), [("EN001", 65, 3, "the label `B` stands twice, first as number 2")]),
    (labels("`A,` `B`"), [("EN002", 63, 2, "the label `A,` holds the punctuation around it: `,`")]),
    (labels("`A'`, `B`"), [("EN002", 63, 2, "the label `A'` holds the punctuation around it: `'`")]),
    (labels("`A, C`, `B`"), [("EN004", 63, 2, "the label `A, C` holds a comma")]),
    (
        labels("`A`, `B`", "It detects 3 entities."),
        [("EN003", 59, 4, "the text counts 3, but Predicted Entities lists 2")],
    ),
    (
        labels("`A`, `B`", "Classifies short texts into five topics."),
        [("EN003", 59, 1, "the text counts 5, but Predicted Entities lists 2")],
    ),
    (
        labels("`O`, `B-A`, `I-A`, `B-B`", "Recognizes three types of entities."),
        [("EN003", 59, 1, "the text counts 3, but Predicted Entities lists 2")],
    ),
]

PASSES = [
    {},
    labels("`Data`, `data`"),
    labels("`,`, `:`, `-LRB-`, `Inc.`, `''`"),
    labels("`K'iche'`, `'quoted'`, `O'odham`"),
    labels("`A`, `B`", "It detects 2 entities."),
    labels("`A`, `B`", "The data set has 127 categories; this model finds some of them."),
    labels("`A`, `B`", "Trained on 12 classes and 3 topics."),
    labels("`B-A`, `I-A`, `O`", "It recognises 1 entities, see `detects 5 entities`."),
    labels("`O`, `B-A`, `I-A`, `B-B`", "Recognizes two types of entities."),
    labels("Prose without labels.", "It detects 12 entities."),
]


@pytest.mark.parametrize(("parts", "expected"), FAILS)
def test_fails(parts: dict[str, str], expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("EN", **parts) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("EN", **parts) == []
