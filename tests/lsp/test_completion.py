from __future__ import annotations

import pytest
from editor import CARD
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from generator.lsp.completion import completions
from generator.lsp.draft import Draft


def proposed(text: str) -> list[str]:
    """The card with what is proposed where the cursor, a ``^``, stands: a text for each proposal."""
    before, after = text.split("^")
    draft = Draft("file:///a.md", 1, before + after)
    found = completions(draft, draft.position(len(before)))
    texts = []
    for item in found:
        assert isinstance(item.text_edit, types.TextEdit)
        stretch = item.text_edit.range
        start, end = draft.offset(stretch.start), draft.offset(stretch.end)
        texts.append(draft.text[:start] + item.text_edit.new_text + draft.text[end:])
    return texts


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("---\nna^\n---\n", "---\nname: \n---\n"),
        ("---\n^", "---\ntitle: "),
        ("\ufeff---\r\n\U0001f680: 1\r\nna^\r\n---\r\n", "\ufeff---\r\n\U0001f680: 1\r\nname: \r\n---\r\n"),
        ("---\ntask: Text Cl^\n---\n", "---\ntask: Text Classification\n---\n"),
        ("---\ntask: [Summarization, Tr^]\n---\n", "---\ntask: [Summarization, Translation]\n---\n"),
        ("---\ntask: [^\n---\n", "---\ntask: [Translation\n---\n"),
        ("---\ntask:\n  - Summarization\n  - ^\n---\n", "---\ntask:\n  - Summarization\n  - Translation\n---\n"),
        ("---\nlanguage: ^\n---\n", "---\nlanguage: xx\n---\n"),
        ("---\nsupported: t^\n---\n", "---\nsupported: true\n---\n"),
        ("---\nannotator: BertFor^\n---\n", "---\nannotator: BertForQuestionAnswering\n---\n"),
        ("---\nverify:\n  so^\n---\n", "---\nverify:\n  source: \n---\n"),
        ("---\nverify: [ # not YAML yet\n  so^\n", "---\nverify: [ # not YAML yet\n  source: \n"),
    ],
)
def test_keys_and_values_are_proposed(text: str, one: str) -> None:
    assert one in proposed(text)


@pytest.mark.parametrize(
    "text",
    [
        "^---\ntitle: a\n---\n",
        "---\ntitle: ^\n---\n",
        "---\narticle_header:\n  ty^\n---\n",
        "---\ntitle: a\n---\nna^",
        "---\ntitle: a\n---^",
        "# Heading\n\nna^",
        "^",
    ],
)
def test_nothing_is_proposed_elsewhere(text: str) -> None:
    assert proposed(text) == []


@given(
    st.lists(
        st.sampled_from(["---", "na", "task", "verify", ":", " ", "  ", "- ", "[", ",", "]", "\t", "\U0001f680", "\n"])
    ),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_half_a_front_matter_stops_nothing(pieces: list[str], line: int, character: int) -> None:
    text = f"---\n{''.join(pieces)}"
    for item in completions(Draft("file:///a.md", 1, text), types.Position(line, character)):
        assert isinstance(item.text_edit, types.TextEdit)
        assert item.text_edit.range.start.line == item.text_edit.range.end.line == line


def test_a_key_that_is_there_is_not_proposed_again() -> None:
    texts = proposed(CARD.replace("layout: model\n", "layout: model\n^\n"))
    assert texts
    assert all(text.count("\nname:") == 1 for text in texts)
