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

from collections.abc import Iterator

from generator.card import Card, Text
from generator.diagnostic import Edit, Fix, Level
from generator.lint.edits import fix_of, swap, written
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.graph import Graph, Pipeline
from generator.lint.spark.reader import read_graph
from generator.lint.words import did_you_mean, nearest

#: Looking for a near name costs time for each column there is.
MANY_COLUMNS = 30


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such column of a complete pipeline."""
    graph = read_graph(card)
    for pipeline in graph.pipelines:
        if pipeline.complete:
            yield from _missing(card, pipeline, graph)


def _missing(card: Card, pipeline: Pipeline, graph: Graph) -> Iterator[Finding]:
    inside = {id(stage) for stage in pipeline.stages}
    # Another pipeline of the snippet may have run before on the same data.
    elsewhere = {column.text for stage in graph.stages if id(stage) not in inside for column in stage.outputs or ()}
    later = {column.text for stage in pipeline.stages for column in stage.outputs or ()}
    for stage, columns in pipeline.steps():
        raw = stage.facts is not None and stage.facts.begins
        for column in () if raw else stage.inputs or ():
            if column.text not in columns and column.text not in elsewhere:
                near = nearest(column.text, columns) if len(columns) <= MANY_COLUMNS else None
                fix = _fix(card, graph, column, near) if near and column.text not in later else None
                hint = did_you_mean(column.text, [near] if near else [])
                hint = "it is written further down" if column.text in later else hint
                yield Finding(column.span, f"no stage before writes the column `{column.text}`", hint, fix)


def _fix(card: Card, graph: Graph, column: Text, near: str) -> Fix | None:
    """The near column written under the name that is asked for, unless another stage reads it; else read as it is."""
    writers = [text for stage in graph.stages for text in stage.outputs or () if text.text == near]
    readers = [text for stage in graph.stages for text in stage.inputs or () if text.text == near]
    if len(writers) == 1 and not readers:
        return fix_of([_renamed(card, writers[0], column.text)], safe=False)
    return fix_of([_renamed(card, column, near)], safe=False)


def _renamed(card: Card, column: Text, name: str) -> Edit | None:
    quote = (written(card, column.span) or "x")[0]
    return swap(card, column.span, f"{quote}{column.text}{quote}", f"{quote}{name}{quote}")


RULE = CardRule("PL003", "missing-column", Level.ERROR, __doc__, check)
