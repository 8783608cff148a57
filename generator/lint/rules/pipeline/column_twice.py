"""Two stages of a pipeline write the same column.

## Why

The second replaces what the first wrote, so that a later stage reads something else than its author thinks.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
normalizer = Normalizer().setInputCols("token").setOutputCol("token")
pipeline = Pipeline(stages=[document, tokenizer, normalizer])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
normalizer = Normalizer().setInputCols("token").setOutputCol("normal")
pipeline = Pipeline(stages=[document, tokenizer, normalizer])
```

## Mend

Give the second column a name of its own, and read that where it is meant; delete a stage that stands in the list twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.reader import read_graph


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each column that is written again in one pipeline."""
    for pipeline in read_graph(card).pipelines:
        for stage, columns in pipeline.steps():
            for column in stage.outputs or ():
                if column.text in columns:
                    yield Finding(column.span, f"an earlier stage writes the column `{column.text}` too")


RULE = CardRule("PL007", "column-twice", Level.WARNING, __doc__, check)
