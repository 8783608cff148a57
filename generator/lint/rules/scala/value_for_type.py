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

import re
from collections.abc import Iterator

from generator.card import Card, CodeBlock
from generator.diagnostic import Fix, Level
from generator.lint.edits import fix_of, swap
from generator.lint.rule import CardRule, Finding
from generator.lint.scala import ScalaSnippet, in_card, scala_blocks

EMPTY = ".empty"
#: With one text in brackets, in either kind of quotes.
EMPTIED = re.compile(r"""[.]empty\[\s*(?P<text>"(?>(?:[^"\\\n]|\\.)*)"|"{3}(?>(?:[^"]|"(?!""))*)"{3})\s*\]""")


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
                _fix(card, block, snippet, found.start),
            )


def _fix(card: Card, block: CodeBlock, snippet: ScalaSnippet, start: int) -> Fix | None:
    """``Seq("…")`` in the place of ``Seq.empty["…"]``, where nothing but one text stands between the brackets."""
    if not (match := EMPTIED.match(snippet.code, start - len(EMPTY))):
        return None
    span = in_card(block, snippet, *match.span())
    return fix_of([swap(card, span, match[0], f"({match['text']})")], safe=True)


RULE = CardRule("SC004", "value-for-type", Level.ERROR, __doc__, check)
