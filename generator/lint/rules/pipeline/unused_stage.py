"""A stage is defined, and no pipeline uses it.

## Why

Either the stage is left over, or it was forgotten in the list and what it should write is missing.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
pipeline = Pipeline(stages=[document])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
pipeline = Pipeline(stages=[document, tokenizer])
```

## Mend

Add the stage to the pipeline, or delete it. A snippet that builds no pipeline, or that leaves something out with `...`,
is not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.reader import read_graph


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each stage with a variable that nothing asks for."""
    graph = read_graph(card)
    if not graph.whole or not graph.builds:
        return
    for stage in graph.stages:
        if stage.variable and not stage.used:
            yield Finding(stage.variable.span, f"stage `{stage.variable.text}` is in no pipeline")


RULE = CardRule("PL006", "unused-stage", Level.WARNING, __doc__, check)
