from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("task", "tasks"),
    [("Text Classification", ("Text Classification",)), ("[NER, POS]", ("NER", "POS")), ("", ()), ("{a: b}", ())],
)
def test_a_word_or_a_list(reading: Read, task: str, tasks: tuple[str, ...]) -> None:
    card = reading(f"---\ntask: {task}\n---\n").card
    assert card is not None
    assert card.facts.tasks == tasks


def test_flags(reading: Read) -> None:
    card = reading("---\nsupported: true\ndeprecated: yes\nrecommended: maybe\n---\n").card
    assert card is not None
    assert (card.facts.supported, card.facts.deprecated, card.facts.recommended) == (True, True, False)


@pytest.mark.parametrize(
    ("code", "annotator"),
    [
        ('x = BertForTokenClassification.pretrained("a_model", "en")', "BertForTokenClassification"),
        ('x = BertForTokenClassification() \\ \n  .pretrained("a_model", "en")', "BertForTokenClassification"),
        ('x = nlp.NerDLModel.pretrained(name="a_model")', "NerDLModel"),
        ('a = WordEmbeddingsModel.pretrained("x")\nb = NerDLModel.pretrained("a_model")', "NerDLModel"),
        ('a = BertEmbeddings.pretrained("a_model")\nb = NerDLModel.pretrained("y")', "BertEmbeddings"),
        ('a = WordEmbeddingsModel.pretrained("x")\nb = NerDLModel.pretrained("other")', "NerDLModel"),
        ('a = NerDLModel.pretrained("x")\nb = AssertionDLModel.pretrained("y")', ""),
        ('a = AssertionDLModel.pretrained("a", "en")', "AssertionDLModel"),
        ('a = AssertionDLModel.pretrained("a_model_en")\nb = NerDLModel.pretrained("x")', "AssertionDLModel"),
        ('p = PretrainedPipeline("a_model", lang="en")', ""),
        ('m = model.pretrained("a_model")', ""),
        ("", ""),
    ],
)
def test_the_annotator_is_read_in_the_snippet(reading: Read, code: str, annotator: str) -> None:
    text = f"---\nname: a_model\nlanguage: en\n---\n## How to use\n```python\n{code}\n```\n"
    card = reading(text.replace("a_model\n", "a_model_en\n" if "a_model_en" in code else "a_model\n", 1)).card
    assert card is not None
    assert card.facts.annotator == annotator


def test_the_front_matter_comes_first(reading: Read) -> None:
    code = 'x = NerDLModel.pretrained("a_model")'
    card = reading(f"---\nname: a_model\nannotator: Other\n---\n## How to use\n```python\n{code}\n```\n").card
    assert card is not None
    assert card.facts.annotator == "Other"
