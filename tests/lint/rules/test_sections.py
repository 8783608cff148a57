"""SE: the sections of a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

FAILS: list[tuple[dict[str, str], Expected]] = [
    (
        {"text": "---\nname: a\n---\n\n## How to use\n\nCall it.\n\n## Model Information\n\n|a|b|\n"},
        [("SE001", 1, 1, "required section `## Description` is missing")],
    ),
    ({"markdown": "## Benchmarking\n\n\n"}, [("SE002", 65, 1, "section `Benchmarking` is empty")]),
    (
        {"markdown": "## Description\n\n{:.btn-box}\n"},
        [
            ("SE002", 61, 1, "section `Description` is empty"),
            ("SE005", 61, 1, "section `Description` belongs before `Predicted Entities`, which stands in line 18"),
        ],
    ),
    (
        {"markdown": "## Benchmarking\n\n0.93\n\n## Benchmarking\n\n0.94\n"},
        [
            ("SE003", 69, 1, "section `Benchmarking` stands twice, first in line 65"),
        ],
    ),
]

PASSES = [
    {},
    {"markdown": "## Benchmarking\n\n```bash\naccuracy 0.93\n```\n"},
    {"markdown": "## Benchmarking\n\n### On news\n\n0.93\n"},
    {"markdown": "## Training\n\nOn a laptop.\n\n## Limits\n\nEnglish only.\n"},
]


@pytest.mark.parametrize(("parts", "expected"), FAILS)
def test_fails(parts: dict[str, str], expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("SE", **parts) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("SE", **parts) == []
