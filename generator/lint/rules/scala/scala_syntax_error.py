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

from generator.card import Card, CodeBlock
from generator.diagnostic import Fix, Level
from generator.lint.edits import fix_of, swap
from generator.lint.quotes import undoubled
from generator.lint.rule import CardRule, Finding
from generator.lint.scala import ScalaSnippet, in_card, read_scala, scala_blocks
from generator.lint.scala.lexing import UNPAIRED

QUOTES = 'write `\\"` for a quote within a text; a text of several lines stands between three quotes'


def check(card: Card) -> Iterator[Finding]:
    """Yield the first fault of each snippet."""
    for block, snippet in scala_blocks(card):
        if fault := snippet.fault:
            span = in_card(block, snippet, fault.offset, fault.offset)
            mend = QUOTES if fault.message == UNPAIRED else ""
            yield Finding(span, f"Scala cannot read this: {fault.message}", mend, _fix(card, block, snippet))


def _fix(card: Card, block: CodeBlock, snippet: ScalaSnippet) -> Fix | None:
    """One quote in the place of two, where nothing else stops Scala."""
    better = undoubled(snippet.code)
    if not better.offsets or read_scala(better.code).fault:
        return None
    places = [in_card(block, snippet, offset, offset + 2) for offset in better.offsets]
    return fix_of([swap(card, place, '""', '"') for place in places], safe=False)


RULE = CardRule("SC001", "scala-syntax-error", Level.ERROR, __doc__, check)
