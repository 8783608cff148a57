"""PY: the Python snippets of How to use. The sound card's snippet begins in line 31."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]

BLANK = "a blank after the line continuation `\\`"

FAILS: list[tuple[str, Expected]] = [
    ("a = 1)\n", [("PY001", 31, 6, "Python cannot read this: unmatched ')'")]),
    ("a = 'é' b)\n", [("PY001", 31, 10, "Python cannot read this: unmatched ')'")]),
    (
        "a = F() \\\n  .g() \\ # why\n",
        [("PY001", 32, 9, "Python cannot read this: unexpected character after line continuation character")],
    ),
    ("a = 'it\n", [("PY001", 31, 5, "Python cannot read this: unterminated string literal")]),
    ("a = F(1) \\ \n    .g(2) \\\t \n    .h()\n", [("PY002", 31, 11, BLANK), ("PY002", 32, 12, BLANK)]),
    ("a = \\ \n  1)\n", [("PY001", 32, 4, "Python cannot read this: unmatched ')'"), ("PY002", 31, 6, BLANK)]),
    ("p = Pipeline(stages=[tokenizer])\n", [("PY003", 31, 22, "undefined name `tokenizer`")]),
    ("a = ['é', b, b]\n", [("PY003", 31, 11, "undefined name `b`")]),
    ("print(later)\nlater = 1\n", [("PY003", 31, 7, "undefined name `later`")]),
    ("def f():\n    return inner\n", [("PY003", 32, 12, "undefined name `inner`")]),
    ("!pip install x\na = 1)\n", [("PY001", 32, 6, "Python cannot read this: unmatched ')'")]),
    ("a = 1\n% b\n", [("PY001", 32, 1, "Python cannot read this: invalid syntax")]),
    (
        "a = 1\n   b = c\n",
        [
            ("PY001", 32, 3, "Python cannot read this: unexpected indent"),
            ("PY003", 32, 8, "undefined name `c`"),
        ],
    ),
    ("a = 'x...'\nprint(b)\n", [("PY003", 32, 7, "undefined name `b`")]),
]

PASSES = [
    "a = 1\n",
    'a = """\\ \nstill text\\ \n"""\n',
    "# a comment \\ \na = 1\n",
    "result = Pipeline(stages=[NerDLModel()]).fit(spark.createDataFrame([['Hi.']]))\n",
    "nlu.load('en.ner').predict(pd.DataFrame({'text': ['Hi.']}))\n",
    "from sparknlp.base import *\np = assembler\n",
    "...\np = Pipeline(stages=[document, tokenizer])\n",
    "p = Pipeline(stages=[..., tokenizer])\n",
    "import os\nfor i in range(3):\n    print(i, os.name, __name__)\n",
    "a = '\\d'\n",
    "! pip install -q spark-nlp\n%matplotlib inline\nimport sparknlp\n  !ls\n%%time\na = 5 \\\n    % 2\n",
]


@pytest.mark.parametrize(("python", "expected"), FAILS)
def test_fails(python: str, expected: Expected, found: Callable[..., Expected]) -> None:
    assert sorted(found("PY", python=python)) == expected


@pytest.mark.parametrize("python", PASSES)
def test_passes(python: str, found: Callable[..., Expected]) -> None:
    assert found("PY", python=python) == []


def test_a_stray_indent_is_found_at_its_line(found: Callable[..., Expected]) -> None:
    ((rule, line, _, message),) = found("PY", python="a = 1\n  b = 2\n")
    assert (rule, line, message) == ("PY001", 32, "Python cannot read this: unexpected indent")


def how_to_use(*blocks: str) -> str:
    return "## How to use\n\n" + "\n".join(blocks)


def test_the_blocks_of_a_tab_share_their_names_in_order(found: Callable[..., Expected]) -> None:
    first, second = "```python\na = 1\n```\n", "```python\nprint(a, b)\n```\n"
    assert found("PY", markdown=how_to_use(first, second)) == [("PY003", 55, 10, "undefined name `b`")]
    assert [message for *_, message in found("PY", markdown=how_to_use(second, first))] == [
        "undefined name `a`",
        "undefined name `b`",
    ]


def test_nothing_is_undefined_after_a_block_that_leaves_something_out(found: Callable[..., Expected]) -> None:
    broken, after = "```python\n(\n```\n", "```python\nprint(a)\n```\n"
    assert found("PY003", markdown=how_to_use(broken, after)) == []
    assert found("PY003", markdown=how_to_use("```python\n...\n```\n", after)) == []


def test_a_block_may_end_with_the_file(found: Callable[..., Expected]) -> None:
    text = "---\nname: a\n---\n\n## How to use\n\n```python\nprint(a)"
    assert found("PY", text=text) == [("PY003", 8, 7, "undefined name `a`")]


def test_tabs_do_not_share_their_names(found: Callable[..., Expected]) -> None:
    nlu = "{:.nlu-block}\n```python\nprint(a)\n```\n"
    assert found("PY", markdown=how_to_use("```python\na = 1\n```\n", nlu)) == [("PY003", 56, 7, "undefined name `a`")]


def test_scala_is_not_python(found: Callable[..., Expected]) -> None:
    assert found("PY", markdown=how_to_use("```scala\nval a = 1\n```\n", "```bash\npip install\n```\n")) == []


def test_a_name_that_is_nearly_defined_is_suggested(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    python = "pipeline = Pipeline()\nner_tagger = 1\npipelin.fit(ner_tagger, pos_tagger)\nprint(late)\nlate = 1\n"
    diagnostics = lint_files({"a.md": card_text(python=python)})
    assert [item.help for item in diagnostics if item.rule == "PY003"] == [
        "did you mean `pipeline`?",
        "",
        "it is defined further down",
    ]


@pytest.mark.parametrize(
    ("python", "mend"),
    [
        ('a = [""Hello there""]\n', "write one quote, or three, on either side of the text"),
        ("a = [''Hello there'']\n", "write one quote, or three, on either side of the text"),
        ("a = F()\n    .g()\n", "end the line before with `\\`"),
        ('a = f("", "b"))\n', ""),
        ('a = f(""))\n', ""),
        ("a = 1\n  b = 2\n", ""),
    ],
)
def test_what_the_author_probably_did_is_told(
    python: str, mend: str, lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    diagnostics = lint_files({"a.md": card_text(python=python)})
    assert [item.help for item in diagnostics if item.rule == "PY001"] == [mend]
