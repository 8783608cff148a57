"""SC: the Scala snippets of How to use. The Scala of these cards begins in line 55."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]
Found = Callable[..., Expected]

PAIR = "the double quotes of this line do not pair up"
NO_NEW = "without `new` does not compile"


def how_to_use(*scala: str, python: str = "a = 1\n") -> str:
    blocks = [f"```scala\n{code}```\n" for code in scala]
    return "## How to use\n\n" + f"```python\n{python}```\n\n" + "\n".join(blocks)


FAILS: list[tuple[str, Expected]] = [
    # The first thing that Scala cannot read.
    ('val a = Seq("en)\nval b = 1\n', [("SC001", 55, 13, PAIR)]),
    ('val a = Seq("I say "yes" now")\n', [("SC001", 55, 21, PAIR)]),
    ('val a = "Ærø"x\n', [("SC001", 55, 14, PAIR)]),
    ('val a = "first line\nsecond line"\n', [("SC001", 55, 9, PAIR)]),
    ('val a = """never closed\n', [("SC001", 55, 9, PAIR)]),
    ('val a = f("b"))\n', [("SC001", 55, 15, "the `)` closes nothing")]),
    ('val a = f(g("b")\n\nval c = 1\n', [("SC001", 55, 10, "the `(` is never closed")]),
    ("val a = f(Array(1, 2])\n", [("SC001", 55, 21, "`]` stands where the `)` of `(` belongs")]),
    ("val a = f(“b”)\n", [("SC001", 55, 11, "`“` is no quote in Scala")]),
    ("val a.b(1)\n", [("SC001", 55, 1, "unexpected `val a.b(1)`")]),
    ("val a = 1\nval = 2\n", [("SC001", 56, 4, "a name is missing here")]),
    # Values.
    ("val p = f(tokenizer)\n", [("SC002", 55, 9, "f"), ("SC002", 55, 11, "tokenizer")]),
    ("println(later, later)\nval later = 1\n", [("SC002", 55, 9, "later")]),
    ("text = 1\nprintln(text)\n", [("SC002", 55, 1, "text")]),
    ("val xs = Seq(1).map(x => x + y)\n", [("SC002", 55, 30, "y")]),
    ('val a = s"$b and ${c.d}"\n', [("SC002", 55, 12, "b"), ("SC002", 55, 20, "c")]),
    # Classes.
    ("val a = Tokenizer().setInputCols(1)\n", [("SC003", 55, 9, f"`Tokenizer(…)` {NO_NEW}")]),
    ("val a = Tokenizer()\n  // why\n  .setInputCols(1)\n", [("SC003", 55, 9, f"`Tokenizer(…)` {NO_NEW}")]),
    ('val a = NerModel().pretrained("b")\n', [("SC003", 55, 9, f"`NerModel(…)` {NO_NEW}")]),
    ("val a = Seq(LightPipeline(1))\n", [("SC003", 55, 13, f"`LightPipeline(…)` {NO_NEW}")]),
    # Texts for types.
    ('val a = Seq.empty["b"].toDF\n', [("SC004", 55, 18, "`Seq.empty[…]` holds a text where Scala expects a type")]),
    ('val a = Array["b"]\n', [("SC004", 55, 14, "the square brackets hold a text where Scala expects a type")]),
    # Python.
    ('val a = X.f(["b", "c"])\n', [("SC005", 55, 13, "a list in square brackets")]),
    ("val a = [\n  1, 2]\n", [("SC005", 55, 9, "a list in square brackets")]),
    ("val a = 'bc'\n", [("SC005", 55, 9, "a text in single quotes")]),
    ("val a = '''b\nc\"'''\n", [("SC005", 55, 9, "a text in single quotes")]),
    ("val a = True\n", [("SC005", 55, 9, "`True` or `False`")]),
    ("# it's\nval a = 1\n", [("SC005", 55, 1, "a comment after `#`")]),
    ('val a = X.f("b") \\ \n  .g(1)\n', [("SC005", 55, 18, "a backslash at the end of the line")]),
]

#: How the messages of some rules go around what is given above.
PREFIX = {"SC001": "Scala cannot read this: {}", "SC002": "undefined value `{}`", "SC005": "{} is Python, not Scala"}

PASSES = [
    "val a = 1\n",
    "...\nval p = new Pipeline().setStages(Array(document, tokenizer))\n",
    "val p = new Pipeline().setStages(Array(..., tokenizer))\n",
    "// ...\nval p = document\n",
    "val p = Seq(…, document)\n",
    'import a.b.{c, d => e}\nimport spark.implicits._\nval x = Seq(c, e, com.f.g).toDS.toDF("text")\n',
    "import own.library._\nval p = document\n",
    'val r = new PretrainedPipeline("a", lang = "xx").annotate("b")\n',
    'val r = PretrainedPipeline("a", lang = "xx")\n',
    'val n = NerDLModel\n  .pretrained("a", "en") // it is small\n  .setInputCols("b")\n',
    "def f(x: Int, y: Int = 1)(implicit z: Int) = { val inner = x; inner + y + z }\nprintln(f(1))\n",
    "for (i <- Seq(1); j = i) println(i + j)\n",
    "val (a, b) = (1, 2)\nval Array(c, d) = Array(a, b)\nval e, f = c + d\n",
    'val a = 1\na match { case (g, "h") => g; case i: Int => i; case Some(j) => j }\n',
    "lazy val a = Seq(1).map { case x if x > 1 => x }.map(_ + 1)\nvar b: Int = 1\nb += 1\na foreach println\n",
    "trait T { val t: Int; def u = t }\nclass A(b: Int) { def c = b }\nobject O { val d = 1 }\nval e = new A(O.d).c\n",
    "val a = Seq.empty[String]\nval m: Map[String, List[Int]] = Map[String, List[Int]]()\n",
    "val c = 'x'\nval d = '\\n'\nval e = \"it's # no comment \\\\ [\\\"a\\\"] ... True ”\"\n",
    'val t = """first "line"\nsecond [\'line\'] # line"""\n/* "not closed ( */\n',
    'val t = """ends with a quote""""\n',
    'val s = spark.createDataFrame(Seq((1, "a"))).select($"a", col("b"))\n',
]


def test_an_apostrophe_in_a_text_that_runs_on_is_no_python(found: Found) -> None:
    scala = """val a = "L'urine d'Anne\nqu'il n'a, l'eau d'ici"\n"""
    assert {code for code, *_ in found("SC", markdown=how_to_use(scala))} == {"SC001"}


@pytest.mark.parametrize(("scala", "expected"), FAILS)
def test_fails(scala: str, expected: Expected, found: Found) -> None:
    worded = [(code, line, column, PREFIX.get(code, "{}").format(text)) for code, line, column, text in expected]
    assert sorted(found("SC", markdown=how_to_use(scala))) == worded


@pytest.mark.parametrize("scala", PASSES)
def test_passes(scala: str, found: Found) -> None:
    assert found("SC", markdown=how_to_use(scala)) == []


def test_each_kind_of_python_is_told_once(found: Found) -> None:
    ((*_, message),) = found("SC", markdown=how_to_use("val a = X.f([1], [2])\n"))
    assert message == "a list in square brackets is Python, not Scala, and 1 more of this kind"


def test_blocks_share_their_values_up_to_one_that_leaves_something_out(found: Found) -> None:
    first, second, broken = "val a = 1\n", "println(a, b)\n", "val c = (\n"
    assert [finding[3] for finding in found("SC002", markdown=how_to_use(first, second))] == ["undefined value `b`"]
    assert found("SC002", markdown=how_to_use("...\n", second)) == []
    assert found("SC002", markdown=how_to_use(broken, second)) == []


def test_a_value_that_is_nearly_defined_is_suggested(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    scala = "val pipeline = 1\nprintln(pipelin, late, other)\nlate = 1\nval late = 2\n"
    diagnostics = lint_files({"a.md": card_text(markdown=how_to_use(scala))})
    helps = [item.help for item in diagnostics if item.rule == "SC002"]
    assert helps == ["did you mean `pipeline`?", "it is defined further down", ""]


PYTHON = 'n = NerDLModel.pretrained("a", "en").setInputCols(["document", "token"]).setOutputCol("ner")\n'

AGAINST_PYTHON: list[tuple[str, list[tuple[str, int, str]]]] = [
    ('val n = NerDLModel.pretrained("a").setInputCols("token", "document").setOutputCol("ner")\n', []),
    ('val n = NerDLModel.pretrained("a").setInputCols(["token", "document"])\n', []),
    ('val n = OtherModel.pretrained("b").setInputCols("sentence").setOutputCol("pos")\n', []),
    ("val n = NerDLModel.pretrained(name).setInputCols(columns)\n", []),
    ('val m = NerDLModel.pretrained("b")\nval n = NerDLModel.pretrained("c")\n', []),
    (
        'val n = new NerDLModel().setInputCols(Array("sentence", "token"))\n',
        [("SC006", 45, "`NerDLModel` reads `sentence` and `token` here, and `document` and `token` in Python")],
    ),
    (
        'val n = NerDLModel.pretrained("b").setOutputCol("pos")\n',
        [
            ("SC006", 49, "`NerDLModel` writes `pos` here, and `ner` in Python"),
            ("SC007", 31, "`NerDLModel` loads `b` here, and `a` in Python"),
        ],
    ),
    ('val n = NerDLModel.setOutputCol("a").setOutputCol("ner")\n', []),
    ('val n = NerDLModel.setOutputCol("pos"\n', []),
]


@pytest.mark.parametrize(("scala", "expected"), AGAINST_PYTHON)
def test_stages_are_compared_with_those_of_the_python_tab(
    scala: str, expected: list[tuple[str, int, str]], found: Found
) -> None:
    findings = found("SC", markdown=how_to_use(scala, python=PYTHON))
    compared = [(code, column, text) for code, _, column, text in findings if code in ("SC006", "SC007")]
    assert sorted(compared) == expected
