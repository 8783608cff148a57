from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from finder_maker import make_model
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.hub import hub_of
from generator.publish.finder import Document, decoded, document, encoded
from generator.publish.finder.words import words_of
from generator.read import read_card


def levels(document: Document) -> dict[str, int]:
    return {word: level for level, words in enumerate(document.levels, 1) for word in words.split()}


def test_a_word_matters_by_where_it_stands() -> None:
    made = make_model(
        "ner_clinical",
        title="Detect problems",
        task="Named Entity Recognition",
        language="de",
        tags="licensed",
        annotator="MedicalNerModel",
        labels="`PROBLEM` `Test Result`",
        description="Finds diseases. Diseases are found by this model; diseases only.",
    )[1]
    found = levels(made)
    assert found["_ner_clinical"] == 9
    assert found["clinical"] > found["detect"] > found["recognition"] > found["result"] > found["only"] == 1
    assert found["ner"] > found["clinical"]  # The annotator says it too.
    assert found["german"] == found["de"] == found["named"]
    assert found["diseases"] > found["finds"]
    assert {"medicalnermodel", "medical", "licensed"} <= found.keys()
    assert "are" not in found
    assert found["c*"] == found["cl*"] == found["clinical"]
    assert "fi*" not in found


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="`~<[{_*|#&>-=\\"), max_size=200))
@settings(max_examples=40)
def test_every_word_of_a_text_is_there(text: str) -> None:
    made = make_model("plain", description=f"A{text}")[1]
    common = {"a", "this", "is", "it"}
    assert {word for word in words_of(f"A{text}") if len(word) > 3} - common <= levels(made).keys()
    assert len(made.text) <= 300


def test_markup_is_no_text() -> None:
    description = """\
{:.h2_title}
A **bold** [link](https://example.com/x) with `code`, &amp; <b onclick="x()">markup</b> of entity_recognizer_md.

- an item
- _another_

```python
hidden = 1
```
<script>alert(1)</script><!-- a comment -->
"""
    made = make_model("plain", description=description)[1]
    assert made.text == "A bold link with code, & markup of entity_recognizer_md. an item another"


def test_a_long_text_is_cut_at_a_word() -> None:
    made = make_model("plain", description="word " * 100)[1]
    assert made.text.endswith("word …")
    assert 290 < len(made.text) <= 300
    assert len(make_model("plain", description="字" * 1000)[1].text) <= 300


def test_a_document_can_be_kept() -> None:
    made = make_model("plain")[1]
    assert decoded(encoded(made)) == made


@pytest.mark.corpus
def test_real_cards_have_words(some_cards: Callable[[int], list[Path]]) -> None:
    paths = some_cards(40)
    readings = [read_card(path.read_bytes(), path=str(path), key=path.stem) for path in paths]
    documents = [document(entry) for entry in hub_of(readings).entries]
    assert len(documents) > 0.9 * len(paths)
    assert all(levels(made) for made in documents)
    assert sum(bool(made.text) for made in documents) > 0.9 * len(documents)
