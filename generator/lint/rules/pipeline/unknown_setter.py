"""A setter is called that the annotator does not have.

## Why

The snippet stops with an `AttributeError`.

## Fails

```python
document = DocumentAssembler().setInputCols("text").setOutputCol("document")
pipeline = Pipeline(stages=[document])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
pipeline = Pipeline(stages=[document])
```

## Mend

Write the setter as the annotator's documentation does, or leave it out. The setters are those of Spark NLP 7.0.0, own
and inherited ones; those of the licensed libraries' annotators are not public and not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.reader import read_graph
from generator.lint.words import did_you_mean

SETTER = re.compile(r"set[A-Z]")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each call of a setter that the class of the stage has not."""
    for stage in read_graph(card).stages:
        if not stage.facts:
            continue
        for call in stage.calls:
            name = call.name.text
            if SETTER.match(name) and name not in stage.facts.setters:
                hint = did_you_mean(name, stage.facts.setters)
                yield Finding(call.name.span, f"`{stage.name.text}` has no setter `{name}`", hint)


RULE = CardRule("PL002", "unknown-setter", Level.WARNING, __doc__, check)
