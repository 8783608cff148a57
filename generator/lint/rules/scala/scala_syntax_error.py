r"""A Scala snippet does not parse.

## Why

It is the first thing that a reader of Scala copies, and it does not compile.

## Fails

````markdown
## How to use

```scala
val data = Seq("She said "yes" at once.").toDF("text")
```
````

## Passes

````markdown
## How to use

```scala
val data = Seq("She said \"yes\" at once.").toDF("text")
```
````

## Mend

Go to the place that is named: the first that no Scala can read. Quotes within a text need a backslash, and a text of
several lines stands between three quotes. What is Python in the Scala tab is told by SC005, and `...` for what is
left out is no mistake.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.scala import in_card, scala_blocks
from generator.lint.scala.lexing import UNPAIRED

QUOTES = 'write `\\"` for a quote within a text; a text of several lines stands between three quotes'


def check(card: Card) -> Iterator[Finding]:
    """Yield the first fault of each snippet."""
    for block, snippet in scala_blocks(card):
        if fault := snippet.fault:
            span = in_card(block, snippet, fault.offset, fault.offset)
            mend = QUOTES if fault.message == UNPAIRED else ""
            yield Finding(span, f"Scala cannot read this: {fault.message}", mend)


RULE = CardRule("SC001", "scala-syntax-error", Level.ERROR, __doc__, check)
