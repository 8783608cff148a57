"""The columns that a stage reads are not of the types that its annotator needs.

## Why

Spark NLP checks the types before it runs and stops: a `BertForSequenceClassification` needs a `document` and a `token`
column, in any order, and cannot do with two of one type.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
sentencer = SentenceDetector().setInputCols("document").setOutputCol("sentence")
classifier = (
    BertForSequenceClassification.pretrained("news_topic", "en")
    .setInputCols("sentence", "document")
    .setOutputCol("class")
)
pipeline = Pipeline(stages=[document, sentencer, classifier])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
classifier = (
    BertForSequenceClassification.pretrained("news_topic", "en")
    .setInputCols("token", "document")
    .setOutputCol("class")
)
pipeline = Pipeline(stages=[document, tokenizer, classifier])
```

## Mend

Add the stage that makes the missing type, or read the column that has it. The types are those of Spark NLP 7.0.0;
columns that a licensed annotator writes, or that the snippet does not show, may be of any type. Too few columns are
PL005's matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.graph import Graph
from generator.lint.spark.reader import read_graph
from generator.lint.words import quoted


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each stage whose columns cannot be what its annotator needs."""
    graph = read_graph(card)
    types = _types(graph)
    for stage in graph.stages:
        if not stage.facts or not stage.inputs or len(stage.inputs) < len(stage.facts.inputs):
            continue
        names = [column.text for column in stage.inputs]
        given = [types.get(name, "") for name in names]
        missing = set(stage.facts.inputs).difference(given)
        if len(missing) > given.count(""):
            message = f"`{stage.name.text}` needs {quoted(stage.facts.inputs)}, but {_described(names, types)}"
            yield Finding(stage.inputs[0].span, message)


def _types(graph: Graph) -> dict[str, str]:
    """The type of each column that is surely of one type."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for stage in graph.stages:
        for column in stage.outputs or ():
            found[column.text].add(stage.facts.output if stage.facts else "")
    return {name: kinds.pop() for name, kinds in found.items() if len(kinds) == 1}


def _described(names: list[str], types: Mapping[str, str]) -> str:
    """The columns with their types as far as these are known."""
    parts = [f"`{name}` (`{types[name]}`)" if types.get(name) else f"`{name}`" for name in names]
    return f"reads {', '.join(parts)}"


RULE = CardRule("PL004", "wrong-input-types", Level.ERROR, __doc__, check)
