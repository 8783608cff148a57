from __future__ import annotations

import pytest

from generator.card import CodeBlock
from generator.diagnostic import Span
from generator.read.setters import read_setters
from generator.read.snippet import Snippet


def snippet(code: str) -> Snippet:
    return Snippet(CodeBlock("python", "python", code, Span(1)))


STAGE = 'x = T5Transformer.pretrained("t5", "en")'


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f'{STAGE}.setTask("a:").setMaxOutputLength(20)', {"setTask": "a:", "setMaxOutputLength": 20}),
        (f'{STAGE}.setInputCols(["a", "b"]).setDoSample(False)', {"setInputCols": ("a", "b"), "setDoSample": False}),
        (f'{STAGE}.setTask("a:").setTask("b:")', {"setTask": "b:"}),
        (f"{STAGE}.setTask(task).setInputCols([a]).setTopK(-1)", {}),
        (f'{STAGE}.setTask("a:", 2).load("b")', {}),
        ('x = T5Transformer().setTask("a:")', {"setTask": "a:"}),
        ('x = annotator.T5Transformer.pretrained().setTask("a:")', {"setTask": "a:"}),
        ('x = MarianTransformer.pretrained("m").setTask("a:")', {}),
        ('p = Pipeline(stages=[T5Transformer.pretrained("t5").setTask("a:")])', {"setTask": "a:"}),
        ('"".join(T5Transformer)', {}),
    ],
)
def test_constants_of_the_stage(code: str, expected: object) -> None:
    assert read_setters([snippet(code)], "T5Transformer")[0] == expected


def test_a_long_chain_is_gone_through_once() -> None:
    code = STAGE + "".join(f".setTask('{number}')" for number in range(900))
    assert read_setters([snippet(code)], "T5Transformer") == ({"setTask": "899"}, ())


def test_setters_that_are_given_no_constant_are_named() -> None:
    code = 'T5Transformer.pretrained().setTask(task).setTopK(*a).setTopP(0.5).setUseCache().setTask("a:")'
    assert read_setters([snippet(code)], "T5Transformer") == (
        {"setTopP": 0.5, "setTask": "a:"},
        ("setTopK", "setUseCache"),
    )
