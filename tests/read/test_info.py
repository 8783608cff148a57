from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.diagnostic import Span


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ("|Model Name:|a_model|", "Model Name", "a_model"),
        ("| Input Labels | [document, token] |", "Input Labels", "[document, token]"),
        ("|Edition:|Official|          |", "Edition", "Official"),
        ("Language: | en", "Language", "en"),
        ("|License:||", "License", ""),
        ("|**License:**|MIT|", "License", "MIT"),
        ("| **License** : | MIT |", "License", "MIT"),
        ("|Notes:|one|two|", "Notes", "one | two"),
        (r"|Input \| Output:|one \| two|", "Input | Output", "one | two"),
    ],
)
def test_rows_however_they_are_written(body: Callable[[str], Card], row: str, name: str, value: str) -> None:
    card = body(f"## Model Information\n\n{{:.table-model}}\n|---|:-:|\n{row}\n\nSome words.\n")
    assert [(info.name, info.value) for info in card.info] == [(name, value)]
    assert card.info[0].span == Span(10, 1, 10, len(row) + 1)


@pytest.mark.parametrize("name", ["Max Sentence Length", "Max sentense length"])
def test_the_longest_input(body: Callable[[str], Card], name: str) -> None:
    assert body(f"## Model Information\n|{name}:|512|\n").max_length == 512
    assert body(f"## Model Information\n|{name}:|long|\n").max_length is None
