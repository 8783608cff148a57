from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.diagnostic import Span


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("`World`, `Sci/Tech`.", ["World", "Sci/Tech"]),
        ("`A, B, and C [X]`, `D`", ["A, B, and C [X]", "D"]),
        ("`A`,`B`,,`C` and `D`", ["A", "B", "C", "D"]),
        ("``ABBR``, ``NUM``.", ["ABBR", "NUM"]),
        ("Persons-`PER`, Organisations - `ORG`", ["PER", "ORG"]),
        ("`PER` (a person), `LOC` (a place)", ["PER", "LOC"]),
        ("The labels are: `A`, `B`", ["A", "B"]),
        ("- NOUN\n- VERB  \n- X\n", ["NOUN", "VERB", "X"]),
        ("* `NOUN`\n* `VERB`\n", ["NOUN", "VERB"]),
        ("1. NOUN\n2. VERB\n", ["NOUN", "VERB"]),
        ("Present, Absent, Someone Else.", ["Present", "Absent", "Someone Else"]),
        ("Disease", ["Disease"]),
        ("Codes and their normalised definition.", []),
        ("The codes come with `some_embeddings` of sentences.", []),
        ("It looks for the `label` in the metadata. It has `billable status`, and more.", []),
        ("", []),
    ],
)
def test_predicted_entities(body: Callable[[str], Card], text: str, labels: list[str]) -> None:
    card = body(f"## Predicted Entities\n\n{text}\n\n{{:.btn-box}}\n<button disabled>Live `Demo`</button>\n")
    assert [entity.text for entity in card.entities] == labels


def test_entities_know_their_place(body: Callable[[str], Card]) -> None:
    card = body("## Predicted Entities\n`A`, `B C`\n")
    assert [entity.span for entity in card.entities] == [Span(7, 2, 7, 3), Span(7, 7, 7, 10)]
