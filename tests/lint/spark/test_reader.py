"""Which stages and pipelines are read, and how sure of them the reader is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.hub import Hub
from generator.lint.spark.graph import Graph
from generator.lint.spark.reader import read_graph

DOCUMENT = 'd = DocumentAssembler().setInputCol("text").setOutputCol("document")\n'


@pytest.fixture
def graph(as_hub: Callable[..., Hub], card_text: Callable[..., str]) -> Callable[[str], Graph]:
    return lambda python: read_graph(as_hub({"a.md": card_text(python=python)}).entries[0].card)


@pytest.mark.parametrize(
    ("code", "inputs", "outputs"),
    [
        ('t = Tokenizer().setInputCols("a").setOutputCol("b")', ["a"], ["b"]),
        ('t = Tokenizer().setInputCols("a", "b")', ["a", "b"], None),
        ('t = Tokenizer()\nt.setInputCols(["a"])\nt.setInputCols("b").setOutputCol("c")', ["b"], ["c"]),
        ('t = Tokenizer().setInputCols(columns).setOutputCol("b")', None, ["b"]),
        ('t = Tokenizer().setInputCols(*["a"]).setOutputCol(f"b")', None, None),
        ('f = Finisher().setInputCols("a")', ["a"], []),
        ("d = DocumentAssembler()", None, ["document"]),
        ('m = MultiDocumentAssembler().setOutputCols("a", "b")', None, ["a", "b"]),
    ],
)
def test_columns_of_a_stage(
    code: str, inputs: list[str] | None, outputs: list[str] | None, graph: Callable[[str], Graph]
) -> None:
    (stage,) = graph(code).stages
    assert (None if stage.inputs is None else [column.text for column in stage.inputs]) == inputs
    assert (None if stage.outputs is None else [column.text for column in stage.outputs]) == outputs


@pytest.mark.parametrize(
    ("code", "names", "complete"),
    [
        ("p = Pipeline(stages=[d])", ["DocumentAssembler"], True),
        ("p = sparknlp.base.Pipeline().setStages([d, Tokenizer()])", ["DocumentAssembler", "Tokenizer"], False),
        ("q = Pipeline(stages=[d])\np = Pipeline(stages=[q])", ["DocumentAssembler"], True),
        ("p = Pipeline(stages=[d, unknown])", ["DocumentAssembler"], False),
        ("p = Pipeline(stages=given)", [], False),
        ("p = Pipeline()", [], False),
    ],
)
def test_stages_of_a_pipeline(code: str, names: list[str], complete: bool, graph: Callable[[str], Graph]) -> None:  # noqa: FBT001 - expected value
    pipeline = graph(DOCUMENT + code + "\n").pipelines[-1]
    assert [stage.name.text for stage in pipeline.stages] == names
    assert pipeline.complete == complete


def test_stages_alone_are_one_pipeline_of_a_whole_snippet(graph: Callable[[str], Graph]) -> None:
    read = graph(DOCUMENT)
    assert [pipeline.complete for pipeline in read.pipelines] == [True]
    assert not read.builds
    assert graph(DOCUMENT + "...\n").pipelines == ()


def test_of_what_cannot_be_parsed_only_the_whole_statements_are_told(graph: Callable[[str], Graph]) -> None:
    read = graph(DOCUMENT + 'a = A.pretrained("a")\nx = (\n')
    assert [stage.name.text for stage in read.stages] == ["DocumentAssembler", "A"]
    assert [call.name.text for call in read.loads] == ["pretrained"]
    assert (read.pipelines, read.whole) == ((), False)
    assert graph('a = A.pretrained("a")\nx = B.pretrained("b\n').loads == ()
