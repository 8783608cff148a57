"""PL: the pipeline of the Python snippet as a graph. The sound card's snippet begins in line 31."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]

DOCUMENT = 'd = DocumentAssembler().setInputCol("text").setOutputCol("document")\n'
TOKENS = 't = Tokenizer().setInputCols("document").setOutputCol("token")\n'

FAILS: list[tuple[str, Expected]] = [
    (
        DOCUMENT + TOKENS + "p = Pipeline(stages=[d, t])\nr = p.fit(x).transform(x)\nr.select('words.result').show()\n",
        [("PL011", 35, 11, "nothing writes the column `words`")],
    ),
    (
        DOCUMENT + TOKENS + 'p = Pipeline(stages=[d, t])\nr.select("token", "sum.begin")\nq = = 1\n',
        [("PL011", 34, 20, "nothing writes the column `sum`")],
    ),
    ('n = NerDlModel.pretrained("x", "en")\n', [("PL001", 31, 5, "unknown annotator `NerDlModel`")]),
    (
        'n = sparknlp.annotators.Tokeniser().setOutputCol("token")\n',
        [("PL001", 31, 25, "unknown annotator `Tokeniser`")],
    ),
    (
        't = Tokenizer() \\\n    .setInputCol("document") \\\n    .setOutputCol("token")\n',
        [("PL002", 32, 6, "`Tokenizer` has no setter `setInputCol`")],
    ),
    ("é = 'é'; t = Tokenizer()\nt.setFoo(1)\n", [("PL002", 32, 3, "`Tokenizer` has no setter `setFoo`")]),
    (
        DOCUMENT + 't = Tokenizer().setInputCols(["é", "documents"]).setOutputCol("token")\n',
        [
            ("PL003", 32, 31, "no stage before writes the column `é`"),
            ("PL005", 32, 31, "`Tokenizer` takes 1 column (`document`), not 2"),
            ("PL003", 32, 36, "no stage before writes the column `documents`"),
        ],
    ),
    (
        DOCUMENT + TOKENS + "p = Pipeline(stages=[t, d])\n",
        [("PL003", 32, 30, "no stage before writes the column `document`")],
    ),
    (
        DOCUMENT + 'm = MedicalNerModel.pretrained().setInputCols("token").setOutputCol("ner")\n'
        "p = PipelineModel(stages=[d, m])\n",
        [("PL003", 32, 47, "no stage before writes the column `token`")],
    ),
    (
        DOCUMENT
        + TOKENS
        + 'n = Normalizer().setInputCols("document").setOutputCol("normal")\np = Pipeline(stages=[d, t, n])\n',
        [("PL004", 33, 31, "`Normalizer` needs `token`, but reads `document` (`document`)")],
    ),
    (
        "...\n" + TOKENS + 'n = NerDLModel.pretrained().setInputCols("a", "token", "token").setOutputCol("ner")\n',
        [
            (
                "PL004",
                33,
                42,
                (
                    "`NerDLModel` needs `document`, `token` and `word_embeddings`, "
                    "but reads `a`, `token` (`token`), `token` (`token`)"
                ),
            )
        ],
    ),
    (
        'n = NerDLModel.pretrained().setInputCols("a", "b").setOutputCol("ner")\n...\n',
        [("PL005", 31, 42, "`NerDLModel` takes 3 columns (`document`, `token` and `word_embeddings`), not 2")],
    ),
    (DOCUMENT + TOKENS + "p = Pipeline(stages=[d])\n", [("PL006", 32, 1, "stage `t` is in no pipeline")]),
    (
        DOCUMENT + "p = Pipeline(stages=[d, d])\n",
        [("PL007", 31, 58, "an earlier stage writes the column `document` too")],
    ),
    (
        "from sparknlp.pretrained import PretrainedPipelinein\na = f(''b'')\n",
        [("PL001", 31, 33, "no library of Spark NLP has `PretrainedPipelinein`")],
    ),
    (
        'p = PretrainedPipeline("news_topics", lang="en")\n',
        [("PL008", 31, 24, "the snippet loads `news_topics`, but the card is about `news_topic`")],
    ),
    (
        'p = PretrainedPipeline("news_topic", lang="de")\n',
        [("PL009", 31, 43, "the snippet loads language `de`, but the card's is `en`")],
    ),
]

PASSES = [
    DOCUMENT + TOKENS + "p = Pipeline(stages=[d, t])\nr.select('text', 'token.result', 'document')\n",
    DOCUMENT + TOKENS + "p = Pipeline(stages=[d, t])\nr.withColumn('n', f(1)).select('n').select(F.expr('words'))\n",
    DOCUMENT + TOKENS + "p = Pipeline(stages=[d, t, MedicalNerModel.pretrained('x')])\nr.select('entities')\n",
    DOCUMENT + TOKENS + "p = Pipeline(stages=[d, t])\ndata = spark.read.json('x')\nr.select('words')\n",
    DOCUMENT + TOKENS + "p = Pipeline().setStages([d, t])\n",
    DOCUMENT + TOKENS + "stages = [d, t]\np = Pipeline(stages=stages)\n",
    DOCUMENT + TOKENS + "a = Pipeline(stages=[d])\np = Pipeline(stages=[a, t])\n",
    DOCUMENT + TOKENS + "a = Pipeline(stages=[d])\nb = Pipeline(stages=[t])\n",
    DOCUMENT + TOKENS + "p = Pipeline(stages=[d])\nprint(t)\n",
    "d = DocumentAssembler()\n" + TOKENS + "p = Pipeline(stages=[d, t])\n",
    # Read, but of classes that are not public, not Spark NLP's, or not like one of them.
    'm = MedicalNerModel.pretrained("x", "en").setAnything(1).setOutputCol("ner")\n',
    "from pyspark.ml.feature import Tokeniser\nt = Tokeniser().setInputCols('a').setOutputCol('b')\n",
    "import pyspark.ml.feature as ft\nt = ft.Tokenizer().setInputCol('a').setOutputCol('b')\n",
    "import pyspark\nt = pyspark.ml.feature.Tokenizer().setInputCol('a').setOutputCol('b')\n",
    "t = VeryOwnThing().setInputCols('a').setOutputCol('b')\n",
    "from sparknlp.pretrained import PretrainedPipeline, ResourceDownloader\nfrom sparknlp.base import *\n",
    "from sparknlp.annotator import Tokenizer as Tok, Annotation, AnnotatorType\nfrom a import PretrainedPipelines\n",
    # What else the pipeline reads is not known.
    TOKENS + "p = Pipeline(stages=[t])\n",
    "...\n" + DOCUMENT + 't = Tokenizer().setInputCols("a").setOutputCol("t")\n',
    "...\n" + DOCUMENT + TOKENS + "p = Pipeline(stages=[d])\n",
    DOCUMENT + "s = [d]\ns.append(x)\n" + 't = Tokenizer().setInputCols("a").setOutputCol("t")\n'
    "s.append(t)\np = Pipeline(stages=s)\n",
    DOCUMENT
    + "s = [d]\ns += x\n"
    + 't = Tokenizer().setInputCols("a").setOutputCol("t")\np = Pipeline(stages=[s, t])\n',
    DOCUMENT + 't = Tokenizer().setInputCols("a").setOutputCol("t")\nif x:\n    t.setInputCols("document")\n'
    "p = Pipeline(stages=[d, t])\n",
    DOCUMENT + "x = f()\n" + 't = Tokenizer().setInputCols("a").setOutputCol("t")\np = Pipeline(stages=[d, x, t])\n',
    DOCUMENT + 't = Tokenizer().setInputCols("a").setOutputCol("t")\np = Pipeline(stages=[d] + more + [t])\n',
    DOCUMENT + 't = Tokenizer().setInputCols(a).setOutputCol("t")\np = Pipeline(stages=[d, t])\n',
    DOCUMENT + 'for i in a:\n    pass\nt = Tokenizer().setInputCols("a").setOutputCol("t")\n',
    # Other models, and no telling which is the card's.
    'e = BertEmbeddings.pretrained("small_bert", "en")\n',
    'e = BertEmbeddings.pretrained(name)\nn = NerDLModel.pretrained("news_topics")\n',
    'e = BertEmbeddings.pretrained("other", "xx")\nn = NerDLModel.pretrained("news_topic")\n',
    # Broken beyond doubt.
    DOCUMENT + 't = Tokenizer().setInputCols("a").setOutputCol("t"\n',
]


@pytest.mark.parametrize(("python", "expected"), FAILS)
def test_fails(python: str, expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("PL", python=python) == expected


@pytest.mark.parametrize("python", PASSES)
def test_passes(python: str, found: Callable[..., Expected]) -> None:
    assert found("PL", python=python) == []


def test_stray_blanks_hide_nothing_and_places_are_the_cards(found: Callable[..., Expected]) -> None:
    python = (
        'd = DocumentAssembler()\\ \n .setInputCol("text")\\ \n .setOutputCol("document")\n\n'
        ' t = Tokenizer().setInputCols(["documents"])\\ \n .setOutputCol("token")\n'
        "\tp = Pipeline(stages=[d, t])\n"
    )
    assert found("PL", python=python) == [("PL003", 35, 32, "no stage before writes the column `documents`")]


def test_statements_that_are_whole_are_read_in_a_broken_snippet(found: Callable[..., Expected]) -> None:
    python = (
        'd = DocumentAssembler().setInputCols("text")\nc = ClassifierDLModel.pretrained("news_topics")) \\\n'
        '    .setInputCols("a")\np = Pipeline(stages=[d, c])\n'
    )
    told = [(rule, line) for rule, line, *_ in found("PL", python=python)]
    assert told == [("PL002", 31), ("PL008", 32)]


def test_of_a_broken_snippet_it_is_not_said_what_is_missing(found: Callable[..., Expected]) -> None:
    python = DOCUMENT + 't = Tokenizer().setInputCols("a").setOutputCol("b")\nx = X.pretrained("news_topics)\n'
    assert found("PL", python=python + 'y = Y.pretrained("news_topic_b")\np = Pipeline(stages=[d])\n') == []


def test_the_blocks_of_the_tab_share_their_stages(found: Callable[..., Expected]) -> None:
    blocks = f"## How to use\n\n```python\n{DOCUMENT}```\n\n```python\n{TOKENS}p = Pipeline(stages=[d])\n```\n"
    assert [message for *_, message in found("PL", markdown=blocks)] == ["stage `t` is in no pipeline"]


@pytest.mark.parametrize(
    ("python", "hint"),
    [
        ('m = MedicalBertForTokenClassification.pretrained("x")\n', "did you mean `MedicalBertForTokenClassifier`?"),
        ("d = DocumentAssembler().setInputCols('text')\n", "did you mean `setInputCol`?"),
        (DOCUMENT + "t = Tokenizer().setInputCols('documents')\n...\np = Pipeline(stages=[d, t])\n", ""),
        (DOCUMENT + TOKENS + "p = Pipeline(stages=[t, d])\n", "it is written further down"),
        (
            DOCUMENT + "t = Tokenizer().setInputCols('documents').setOutputCol('t')\np = Pipeline(stages=[d, t])\n",
            "did you mean `document`?",
        ),
    ],
)
def test_what_was_probably_meant_is_suggested(
    python: str, hint: str, lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    helps = [item.help for item in lint_files({"a.md": card_text(python=python)}) if item.rule.startswith("PL")]
    assert helps == ([hint] if hint else [])


@pytest.mark.parametrize(
    "python",
    [
        DOCUMENT + "p = Pipeline(stages=[d])\n" + "p = Pipeline(stages=[p, p])\n" * 180,
        DOCUMENT + "d.setFoo(1)\n" * 1_000,
        "".join(f"t{number} = Tokeniser().setOutputCol('t')\n" for number in range(1_000)),
        " a = 1\n" * 1_000,
    ],
)
@pytest.mark.timeout(120)
def test_a_hostile_snippet_costs_little(python: str, found: Callable[..., Expected]) -> None:
    found("PL", python=python)


SIGMOID = """\
d = DocumentAssembler().setInputCol("text").setOutputCol("document")
t = Tokenizer().setInputCols("document").setOutputCol("token")
c = {}("news_topic", "en").setInputCols(["document", "token"]).setOutputCol("class"){}
p = Pipeline(stages=[d, t, c])
"""


@pytest.mark.parametrize(
    ("loaded", "setter", "expected"),
    [
        ("BertForSequenceClassification.pretrained", "", 1),
        ("BertForSequenceClassification.pretrained", '.setActivation("sigmoid")', 0),
        ("RoBertaForTokenClassification.pretrained", "", 0),
        ("BertForSequenceClassification.load", "", 0),
    ],
)
def test_a_model_of_several_labels_needs_a_sigmoid(
    loaded: str, setter: str, expected: int, found: Callable[..., Expected]
) -> None:
    about = {"yaml": "title: Multi-label topics", "python": SIGMOID.format(loaded, setter)}
    of_rule = [item for item in found("PL", **about) if item[0] == "PL010"]
    message = "`BertForSequenceClassification` gives one label here, and the card is about a multi-label model"
    assert of_rule == [("PL010", 33, 5, message)] * expected
