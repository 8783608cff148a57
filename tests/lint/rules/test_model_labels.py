"""LA: predicted entities against the labels that the model itself has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.lint.fix import mend_card
from generator.read import read_card

PATH = "2024-05-01-news_topic_en.md"
TOPICS = ("Business", "Sports", "World", "Science")
ENTITIES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")

CardText = Callable[..., str]
Lint = Callable[..., list[Diagnostic]]


def lacks(name: str) -> str:
    return f"the model also gives `{name}`, which Predicted Entities does not name"


@pytest.mark.parametrize(
    ("entities", "labels", "expected"),
    [
        ("`World`, `Sports`, `Business`, `Science`", TOPICS, []),
        ("`PER`, `LOC`", ENTITIES, []),
        ("`B-PER`, `I-PER`, `B-LOC`, `I-LOC`, `O`", ENTITIES, []),
        ("`B-PER`, `B-LOC`", ("O", "I-PER", "I-LOC"), []),
        ("See the paper.", TOPICS, []),
        ("`NOUN`, `,`", ("NOUN", ",", ":"), []),
        ("`World`, `Sport`, `Business`, `Science`", (*TOPICS, "Sport"), [("LA002", 2, lacks("Sports"))]),
        (
            "`World`, `Sportz`, `Business`, `Science`",
            TOPICS,
            [("LA002", 2, lacks("Sports")), ("LA001", 11, "the model has no label `Sportz`")],
        ),
        ("`PER`", ENTITIES, [("LA002", 2, lacks("LOC"))]),
        ("`PER`, `B-loc`", ENTITIES, [("LA003", 9, "the model spells `loc` as `LOC`")]),
        ("`s t`", ("S/T", "S T"), [("LA003", 2, "the model spells `s t` as `S/T` and `S T`")]),
    ],
)  # fmt: skip
def test_entities_are_held_against_labels(
    entities: str, labels: tuple[str, ...], expected: list[tuple[str, int, str]], card_text: CardText, lint_files: Lint
) -> None:
    text = card_text(markdown=f"## Predicted Entities\n\n{entities}\n")
    found = [item for item in lint_files({PATH: text}, labels={PATH: labels}) if item.rule.startswith("LA")]
    assert [(item.rule, item.span.column, item.message) for item in found] == expected
    assert not [item for item in lint_files({PATH: text}, labels={"b.md": labels}) if item.rule.startswith("LA")]


@pytest.mark.parametrize(
    ("entities", "labels", "mended"),
    [("`PER`, `B-loc`", ENTITIES, "`PER`, `B-LOC`"), ("`sci`", ("Sci", "SCI"), "`sci`")],
)
def test_a_label_gets_the_models_spelling(
    entities: str, labels: tuple[str, ...], mended: str, card_text: CardText
) -> None:
    text = card_text(markdown=f"## Predicted Entities\n\n{entities}\n")
    card = read_card(text.encode(), path=PATH, key="a").card
    assert card is not None
    config = LintConfig(select=["LA"])
    after = mend_card(card, config, unsafe=True, labels={PATH: labels}).text
    assert after == text.replace(entities, mended)
    assert mend_card(card, config, unsafe=False, labels={PATH: labels}).text == text
