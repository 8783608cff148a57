"""LK: links. References begin in line 61."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

PAPER = "https://example.org/paper"


def test_a_reference_twice_is_found_at_its_second_place(found: Callable[..., Expected]) -> None:
    references = f"## References\n\n- {PAPER}\n- https://example.org\n- [the paper]({PAPER}/)\n"
    assert found("LK", markdown=references) == [
        ("LK001", 65, 3, "this link stands in References already, in line 63"),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        f"## References\n\n- {PAPER}\n- {PAPER}#results\n",
        f"## References\n\n- [{PAPER}]({PAPER})\n",
        f"## Data Source\n\n{PAPER}\n\n## References\n\n- {PAPER}\n",
        f"## Limits\n\nSee {PAPER}.\n\nAgain, see {PAPER}.\n",
    ],
)
def test_passes(markdown: str, found: Callable[..., Expected]) -> None:
    assert found("LK", markdown=markdown) == []
