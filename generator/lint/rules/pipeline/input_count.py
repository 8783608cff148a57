"""A stage is set to read more or fewer columns than its annotator takes.

## Why

Spark NLP counts the columns when they are set and stops with a `TypeError`. Releases of long ago did not count, so that
older snippets may have worked when they were written.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
encoder = UniversalSentenceEncoder.pretrained().setInputCols("document").setOutputCol("embeddings")
classifier = ClassifierDLModel.pretrained().setInputCols("document", "embeddings").setOutputCol("class")
pipeline = Pipeline(stages=[document, encoder, classifier])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
encoder = UniversalSentenceEncoder.pretrained().setInputCols("document").setOutputCol("embeddings")
classifier = ClassifierDLModel.pretrained().setInputCols("embeddings").setOutputCol("class")
pipeline = Pipeline(stages=[document, encoder, classifier])
```

## Mend

Set one column for each type that the message names. The types are those of Spark NLP 7.0.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.reader import read_graph
from generator.lint.words import quoted


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each stage whose annotator does not take so many columns."""
    for stage in read_graph(card).stages:
        facts, inputs = stage.facts, stage.inputs
        if not facts or not facts.inputs or not inputs:
            continue
        if len(inputs) not in {len(facts.inputs), len(facts.inputs) + len(facts.optional)}:
            plural = "" if len(facts.inputs) == 1 else "s"
            takes = f"{len(facts.inputs)} column{plural} ({quoted(facts.inputs)})"
            yield Finding(inputs[0].span, f"`{stage.name.text}` takes {takes}, not {len(inputs)}")


RULE = CardRule("PL005", "input-count", Level.WARNING, __doc__, check)
