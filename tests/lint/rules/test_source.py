"""SO: where the model's weights come from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

NO_LINK = "References and Data Source link to no model repository on the Hugging Face Hub"

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def references(*urls: str) -> str:
    return "## References\n\n" + "".join(f"- {url}\n" for url in urls)


def verify(*lines: str) -> str:
    return "verify:\n" + "".join(f"  {line}\n" for line in lines)


FAILS: list[tuple[dict[str, str], Expected]] = [
    (
        {"markdown": references("https://example.org/paper")},
        [("SO001", 61, 1, f"the model cannot be run here: {NO_LINK}")],
    ),
    (
        {"markdown": references(*(f"https://huggingface.co/a/b{n}" for n in range(4)))},
        [
            (
                "SO002",
                63,
                3,
                "the card links to 4 model repositories: `a/b0`, `a/b1`, `a/b2` and 1 more",
            )
        ],
    ),
    (
        {"markdown": references("https://huggingface.co/datasets/imdb")},
        [("SO003", 63, 3, f"`https://huggingface.co/datasets/imdb` is a data set, and {NO_LINK}")],
    ),
    (
        {"yaml": verify("source: hf:lab/model")},
        [("SO004", 17, 11, "the source `hf:lab/model` is not pinned: it has no revision")],
    ),
    (
        {"yaml": verify("source: hf:lab/model", "revision: v1.0")},
        [("SO004", 17, 11, "the source `hf:lab/model` is not pinned: its revision `v1.0` may move")],
    ),
    (
        {"yaml": verify("source: path:models/../../topic")},
        [("SO005", 17, 11, "the path `models/../../topic` leads out of the hub")],
    ),
    ({"yaml": verify("source: path:/etc")}, [("SO005", 17, 11, "the path `/etc` leads out of the hub")]),
    ({"yaml": verify("source: path:..\\topic")}, [("SO005", 17, 11, "the path `..\\topic` leads out of the hub")]),
    (
        {"yaml": verify("source: path:models/topic", "benchmark:", "  data: ../test.jsonl")},
        [("SO005", 19, 11, "the path `../test.jsonl` leads out of the hub")],
    ),
]

PASSES = [
    {"yaml": verify("source: path:models/topic")},
    {"yaml": verify("source: path:./models/old/../topic/")},
    {"yaml": verify("source: hf:lab/model", f"revision: {COMMIT}")},
    {
        "yaml": verify("source: path:models/topic"),
        "markdown": references("https://huggingface.co/lab/a", "https://huggingface.co/lab/b"),
    },
]


@pytest.mark.parametrize(("parts", "expected"), FAILS)
def test_fails(parts: dict[str, str], expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("SO", **parts) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("SO", **parts) == []
