"""SA: the sample input that a model is run on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

EMPTY_FRAME = 'light = LightPipeline(pipeline.fit(spark.createDataFrame([[""]]).toDF("text")))\n'

FAILS: list[tuple[dict[str, str], Expected]] = [
    (
        {"python": 'data = spark.createDataFrame([["PUT YOUR STRING HERE"]]).toDF("text")\n'},
        [("SA001", 31, 32, "the sample input is the placeholder `PUT YOUR STRING HERE`")],
    ),
    (
        {
            "markdown": "## How to use\n\n```python\ndata = spark.createDataFrame([['INPUT TEXT']]).toDF('text')\n```\n"
            '```scala\nval data = Seq("INPUT TEXT").toDF("text")\n```\n\n{:.nlu-block}\n'
            '```python\nimport nlu\nnlu.load("en.news").predict("INPUT TEXT")\n```\n'
        },
        [("SA001", 51, 32, "the sample input is the placeholder `INPUT TEXT`, in the Scala and NLU snippets too")],
    ),
    ({"python": "pipeline = Pipeline()\n"}, [("SA002", 30, 1, "no sample input can be read from the Python snippets")]),
    ({"python": EMPTY_FRAME}, [("SA002", 30, 1, "no sample input can be read from the Python snippets")]),
]

PASSES = [
    {},
    {"python": "pipeline = Pipeline()\n", "yaml": "task: OCR Text Detection & Recognition"},
    {"python": EMPTY_FRAME + 'light.annotate("The striker scored twice.")\n'},
    {"markdown": "## How to use\n\nLoad it by its name.\n"},
    {"python": "pipeline = Pipeline()\n", "yaml": "verify:\n  samples:\n    - text: The striker scored twice."},
]


@pytest.mark.parametrize(("parts", "expected"), FAILS)
def test_fails(parts: dict[str, str], expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("SA", **parts) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("SA", **parts) == []
