"""A stage or an import is of a class that no library of Spark NLP has, and that is nearly one of theirs.

## Why

The snippet stops with a `NameError` or an `ImportError`, and readers do not know which class was meant.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokeniser().setInputCols("document").setOutputCol("token")
pipeline = Pipeline(stages=[document, tokenizer])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
pipeline = Pipeline(stages=[document, tokenizer])
```

## Mend

Write the class as the library does. Classes of the licensed libraries are known; a class that resembles none, or that
is imported from elsewhere, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.annotators import AROUND, LICENSED, annotators
from generator.lint.spark.graph import Graph
from generator.lint.spark.reader import read_graph
from generator.lint.words import did_you_mean

#: So many letters at the beginning tell the families of annotators apart.
ALIKE = 5


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each import and each stage of a misspelt class."""
    graph = read_graph(card)
    yield from _imports(graph)
    for stage in graph.stages:
        name = stage.name.text
        if stage.facts or name in LICENSED:
            continue
        known = _known()
        alike = {word for word in known if word[:ALIKE] == name[:ALIKE]}  # the beginning is what people get right
        if hint := did_you_mean(name, alike) or did_you_mean(name, known):
            yield Finding(stage.name.span, f"unknown annotator `{name}`", hint)


def _imports(graph: Graph) -> Iterator[Finding]:
    """Only what begins like one of the known classes: the libraries have many that are no annotators."""
    unknown = [item for item in graph.imports if item.text not in AROUND and item.text not in _known()]
    for item in unknown:
        alike = {word for word in _known() | AROUND if word[:ALIKE] == item.text[:ALIKE]}
        if item.text[:1].isupper() and (hint := did_you_mean(item.text, alike)):
            yield Finding(item.span, f"no library of Spark NLP has `{item.text}`", hint)


@cache
def _known() -> frozenset[str]:
    return frozenset(annotators().keys() | LICENSED)


RULE = CardRule("PL001", "unknown-annotator", Level.WARNING, __doc__, check)
