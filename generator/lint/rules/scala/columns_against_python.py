"""A stage reads or writes other columns in the Scala tab than in the Python tab.

## Why

Readers of one tab look for a column that only the other has; and one of the two mostly does not fit its own pipeline.

## Fails

````markdown
## How to use

```python
model = PerceptronModel.pretrained("pos_anc", "en").setInputCols(["document", "token"]).setOutputCol("pos")
```

```scala
val model = PerceptronModel.pretrained("pos_anc", "en").setInputCols("sentence", "token").setOutputCol("pos")
```
````

## Passes

````markdown
## How to use

```python
model = PerceptronModel.pretrained("pos_anc", "en").setInputCols(["document", "token"]).setOutputCol("pos")
```

```scala
val model = PerceptronModel.pretrained("pos_anc", "en").setInputCols("token", "document").setOutputCol("pos")
```
````

## Mend

Use the same names in both tabs. Only classes that each tab has once are compared, and the order does not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.scala.pairs import pairs
from generator.lint.scala import in_card
from generator.lint.words import quoted

COLUMNS = (("reads", ("setInputCols", "setInputCol")), ("writes", ("setOutputCol",)))


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each setter whose columns differ."""
    for block, snippet, scala, python in pairs(card):
        of_python = {"reads": python.inputs, "writes": (python.output,) if python.output else None}
        for verb, setters in COLUMNS:
            given = next((scala.settings[setter] for setter in setters if setter in scala.settings), None)
            expected = of_python[verb]
            if given and expected and set(given.texts) != set(expected):
                span = in_card(block, snippet, given.start, given.end)
                message = f"`{scala.annotator}` {verb} {quoted(given.texts)} here, and {quoted(expected)} in Python"
                yield Finding(span, message, "use the same columns in both tabs")


RULE = CardRule("SC006", "columns-against-python", Level.WARNING, __doc__, check)
