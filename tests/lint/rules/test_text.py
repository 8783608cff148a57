"""TX: the text of a card. A section put in begins in line 65."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

FAILS = [
    ("a rocket 🚀", 10, "🚀"),
    ("Pérez", 2, "é"),
    ("it\u2019s", 3, "\u2019"),
    ("a\u00a0b", 2, "\u00a0"),
    ("10 €", 4, "€"),
]

PASSES = ["Pérez said 10 € 🚀 it’s", "«ÉTÉ» «IRMû", "„groß“ – „Maß“", "naïve… façade", "Ã", "日本語"]  # noqa: RUF001 - as in sound cards


@pytest.mark.parametrize(("text", "column", "meant"), FAILS)
def test_fails(text: str, column: int, meant: str, found: Callable[..., Expected]) -> None:
    data = text.encode()
    garbled = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)
    wrong = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in meant.encode())
    assert found("TX", markdown=f"## Limits\n\n{garbled}\n") == [
        ("TX001", 67, column, f"`{wrong}` is `{meant}`, decoded with the wrong encoding")
    ]


@pytest.mark.parametrize("text", PASSES)
def test_passes(text: str, found: Callable[..., Expected]) -> None:
    assert found("TX", markdown=f"## Limits\n\n{text}\n") == []
