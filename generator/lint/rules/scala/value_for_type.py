"""A text stands in square brackets, where Scala expects a type.

## Why

`Seq.empty["…"]` does not compile: square brackets hold types. And an empty sequence would hold no text anyway.

## Fails

````markdown
## How to use

```scala
val data = Seq.empty["The striker scored twice."].toDS.toDF("text")
```
````

## Passes

````markdown
## How to use

```scala
val data = Seq("The striker scored twice.").toDF("text")
val none = Seq.empty[String].toDS.toDF("text")
```
````

## Mend

Write `Seq("…")` for a sequence that holds the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.scala import in_card, scala_blocks


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such bracket."""
    for block, snippet in scala_blocks(card):
        for found in snippet.scan.values_for_types:
            emptied = snippet.code[: found.start].rstrip().endswith(".empty")
            message = "`Seq.empty[…]` holds a text" if emptied else "the square brackets hold a text"
            yield Finding(
                in_card(block, snippet, found.start, found.end),
                f"{message} where Scala expects a type",
                'write `Seq("…")`' if emptied else "write round brackets",
            )


RULE = CardRule("SC004", "value-for-type", Level.ERROR, __doc__, check)
