"""A stage reads a column that no stage before it writes.

## Why

The pipeline stops as soon as it is fitted: Spark finds no such column. Mostly a column was renamed in one stage and not
in the next.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
sentencer = SentenceDetector().setInputCols("document").setOutputCol("sentences")
tokenizer = Tokenizer().setInputCols("sentence").setOutputCol("token")
pipeline = Pipeline(stages=[document, sentencer, tokenizer])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
sentencer = SentenceDetector().setInputCols("document").setOutputCol("sentences")
tokenizer = Tokenizer().setInputCols("sentences").setOutputCol("token")
pipeline = Pipeline(stages=[document, sentencer, tokenizer])
```

## Mend

Read the column under the name that it is written with, or put the stages in order. Only pipelines of which every stage
is known, from the assembler on, are checked; a whole snippet that defines stages and no pipeline counts as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.graph import Graph, Pipeline
from generator.lint.spark.reader import read_graph
from generator.lint.words import did_you_mean

#: Looking for a near name costs time for each column there is.
MANY_COLUMNS = 30


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such column of a complete pipeline."""
    graph = read_graph(card)
    for pipeline in graph.pipelines:
        if pipeline.complete:
            yield from _missing(pipeline, graph)


def _missing(pipeline: Pipeline, graph: Graph) -> Iterator[Finding]:
    inside = {id(stage) for stage in pipeline.stages}
    # Another pipeline of the snippet may have run before on the same data.
    elsewhere = {column.text for stage in graph.stages if id(stage) not in inside for column in stage.outputs or ()}
    written = {column.text for stage in pipeline.stages for column in stage.outputs or ()}
    for stage, columns in pipeline.steps():
        raw = stage.facts is not None and stage.facts.begins
        for column in () if raw else stage.inputs or ():
            if column.text not in columns and column.text not in elsewhere:
                hint = "it is written further down" if column.text in written else _nearest(column.text, columns)
                yield Finding(column.span, f"no stage before writes the column `{column.text}`", hint)


def _nearest(name: str, columns: Mapping[str, str]) -> str:
    return did_you_mean(name, columns) if len(columns) <= MANY_COLUMNS else ""


RULE = CardRule("PL003", "missing-column", Level.ERROR, __doc__, check)
