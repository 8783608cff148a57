from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from patience import SOON

from generator.card import Card
from generator.diagnostic import Span

Python = Callable[[str], Card]

A = {"text": "One thing."}
B = {"text": "Another thing."}


@pytest.mark.parametrize(
    ("code", "samples"),
    [
        # Data frames
        ('data = spark.createDataFrame([["One thing."]]).toDF("text")', [A]),
        ('data = spark.createDataFrame([["One thing."]], ["text"])', [A]),
        ('data = spark.createDataFrame(data=[["One thing."]], schema=["text"])', [A]),
        ('data = spark.createDataFrame([("One thing.",)]).toDF("text")', [A]),
        ('data = spark.createDataFrame([["One thing."], ["Another thing."]]).toDF("text")', [A, B]),
        ('data = spark.createDataFrame([["One thing.", "Another thing."]], ["text"])', [A, B]),
        ('data = spark.createDataFrame(["One thing."], StringType()).toDF("text")', [A]),
        ('data = spark.createDataFrame(["One thing.", "Another thing."], "string").toDF("text")', [A, B]),
        ('data = spark.createDataFrame([["One thing."]])', [A]),
        ('data = spark.createDataFrame([[1, "One thing."]], ["id", "text"])', [A]),
        ('data = spark.createDataFrame([(1, "One thing.")]).toDF("id", "text")', [A]),
        ('data = spark.createDataFrame([[1, "One thing."]], "id int, text string")', [A]),
        ('data = spark.createDataFrame([{"text": "One thing."}])', [A]),
        ('data = spark.createDataFrame([Row(text="One thing.")])', [A]),
        ('data = sc.parallelize([["One thing."]]).toDF(["text"])', [A]),
        ('columns = ["text"]\ndata = spark.createDataFrame([["One thing."]], columns)', [A]),
        # Pandas
        ('data = spark.createDataFrame(pd.DataFrame({"text": ["One thing.", "Another thing."]}))', [A, B]),
        ('frame = pd.DataFrame({"text": ["One thing."]})\ndata = spark.createDataFrame(frame)', [A]),
        ('data = spark.createDataFrame(pd.DataFrame([["One thing."]], columns=["text"]))', [A]),
        ('data = spark.createDataFrame(pd.DataFrame({"text": "One thing."}, index=[0]))', [A]),
        # Variables and folding
        ('text = "One thing."\ndata = spark.createDataFrame([[text]]).toDF("text")', [A]),
        ('texts = ["One thing.", "Another thing."]\nspark.createDataFrame(texts, StringType()).toDF("text")', [A, B]),
        ('text = "One " + "thing."\nspark.createDataFrame([[text]]).toDF("text")', [A]),
        ('text = ("One "\n        "thing.")\nspark.createDataFrame([[text]]).toDF("text")', [A]),
        ('text = """\nOne thing.\n""".strip()\nspark.createDataFrame([[text]]).toDF("text")', [A]),
        ('text = " ".join(["One", "thing."])\nspark.createDataFrame([[text]]).toDF("text")', [A]),
        ('text = "One"\ntext += " thing."\nspark.createDataFrame([[text]]).toDF("text")', [A]),
        ('a, b = "One thing.", "Another thing."\nspark.createDataFrame([[a], [b]]).toDF("text")', [A, B]),
        ('texts = ["One thing.", "Another thing."]\np.annotate(texts[1])', [B]),
        ('text: str = "One thing."\np.annotate(text)', [A]),
        ('p.annotate(f"One thing.")', [A]),
        # Annotating
        ('p.annotate("One thing.")', [A]),
        ('result = p.fullAnnotate("One thing.")[0]', [A]),
        ('p.fullAnnotate(["One thing.", "Another thing."])', [A, B]),
        ('text = """One thing."""\nLightPipeline(model).fullAnnotate(text)', [A]),
        ('p.fullAnnotate(target="One thing.")', [A]),
        ('for text in texts:\n    p.annotate("One thing.")', [A]),
        ('nlu.load("en.x").predict("One thing.", output_level="sentence")', [A]),
        # Loops
        (
            't = "Another thing."\nfor t in ["One thing.", "Two things."]:\n    p.annotate(t)',
            [A, {"text": "Two things."}],
        ),
        ('t = "Another thing."\n[p.annotate(t) for t in ["One thing."]]', [A]),
        ('t = "One thing."\n[p.annotate(t) for t in unknown]\np.annotate(t)', [A]),
        ('t = "Another thing."\nfor i, t in enumerate(["One thing."]):\n    p.annotate(t)', []),
        # Question and context
        (
            'spark.createDataFrame([Row("Who?", "Me.")], ["question", "context"])',
            [{"question": "Who?", "context": "Me."}],
        ),
        (
            'spark.createDataFrame([["Who?", "It was me."]]).toDF("question", "context")',
            [{"question": "Who?", "context": "It was me."}],
        ),
        ('qa.fullAnnotate("Who?", "It was me.")', [{"question": "Who?", "context": "It was me."}]),
        # What a pipeline is only fitted on counts where there is nothing else
        ('m = p.fit(spark.createDataFrame([["Another thing."]]).toDF("text"))\nm.annotate("One thing.")', [A]),
        ('m = p.fit(spark.createDataFrame([["One thing."]]).toDF("text"))', [A]),
        ('m = p.fit(spark.createDataFrame([[""]]).toDF("text"))\nm.annotate("One thing.")', [A]),
        # Each sample once
        ('p.annotate("One thing.")\nq.annotate("One thing.")', [A]),
        # Code that does not parse
        ('p = P() \\   \n    .x()\ndata = spark.createDataFrame([["One thing."]]).toDF("text")', [A]),
        ('r = m.transform(spark.createDataFrame([["One thing."]], ["text"])', [A]),
        ('p = P(\nr = p.annotate("One thing.")', [A]),
        ('p.annotate(""One thing."")', [A]),
        ('x = X.pretrained("a", en") \\\n    .y()\np = P(\n)\np.annotate("One thing.")', [A]),
        # Nothing to find
        ('text = "One thing."', []),
        ("p.annotate(unknown)", []),
        ('p.annotate(f"One {thing}.")', []),
        ('n = "1"\np.annotate(f"One {n:>3}.")', []),
        ('data = spark.read.text("One thing.")', []),
        ("def f(", []),
    ],
)
def test_forms_of_sample_input(python: Python, code: str, samples: list[dict[str, str]]) -> None:
    found = python(code).sample_input
    assert [dict(sample.columns) for sample in found.samples] == samples


def test_samples_know_their_place(python: Python) -> None:
    code = 'é = 1\nü, text = 0, "Süß."\nspark.createDataFrame([[text]]).toDF("text")\np.annotate("One " +\n  "thing.")'
    first, second = python(code).sample_input.samples
    assert first.span == Span(9, 14, 9, 20)
    assert second.span == Span(11, 12, 12, 11)


def test_an_indented_block_keeps_its_columns(body: Callable[[str], Card]) -> None:
    card = body('## How to use\n  ```python\n  p.annotate("One thing.")\n  ```\n')
    assert [sample.span for sample in card.sample_input.samples] == [Span(8, 14, 8, 26)]


def test_nlu_is_asked_where_python_has_none(body: Callable[[str], Card]) -> None:
    nlu = '{:.nlu-block}\n```python\ntext = ["""One thing."""]\nnlu.load("en.x").predict(text)\n```\n'
    python = '## How to use\n```python\nspark.createDataFrame([["%s"]]).toDF("text")\n```\n'
    asked = body(python % "PUT YOUR STRING HERE" + nlu).sample_input
    assert [dict(sample.columns) for sample in asked.samples] == [A]
    assert asked.placeholder is not None
    assert asked.placeholder.text == "PUT YOUR STRING HERE"
    worded = body(python % "" + nlu.replace("One thing.", "text to translate")).sample_input
    assert worded.placeholder is not None
    assert worded.placeholder.text == "text to translate"
    not_asked = body(python % "Another thing." + nlu).sample_input
    assert [dict(sample.columns) for sample in not_asked.samples] == [B]


def test_variables_reach_from_block_to_block(body: Callable[[str], Card]) -> None:
    card = body('## How to use\n```python\ntext = "One thing."\n```\nthen\n```python\np.annotate(text)\n```\n')
    assert [(dict(sample.columns), sample.span.line) for sample in card.sample_input.samples] == [(A, 8)]


@pytest.mark.parametrize(
    "code",
    [
        "x = 'ab'\n" + "x = x + x\n" * 2_000 + "p.annotate(x)",
        "x = ['ab']\n" + "x = [x, x]\n" * 2_000 + "p.annotate(x)",
        "x = ['ab']\n" + "x = x + x\n" * 2_000 + "p.annotate(x)",
        "x = 'ab'\n" + "x = x.join([x, x, x])\n" * 1_000 + "p.annotate(x)",
        "p.annotate('a')\n" * 3_000,
        "x = p" + ".toDF()" * 5_000,
        "p.annotate(" + "[" * 150 + "'a'" + "]" * 150 + ")",
    ],
)
def test_hostile_code_is_folded_within_limits(python: Python, code: str) -> None:
    started = time.process_time()
    found = python(code).sample_input
    assert time.process_time() - started < SOON
    assert sum(len(text) for sample in found.samples for text in sample.columns.values()) < 1_000_000
