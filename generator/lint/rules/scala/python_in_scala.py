"""A Scala snippet holds a piece of Python.

## Why

It does not compile: Scala has no lists in square brackets, no texts in single quotes, no `True` and `False`, no
comments after `#`, and no backslash that continues a line.

## Fails

````markdown
## How to use

```scala
val classifier = NerDLModel.pretrained('ner_dl', "en")
    .setInputCols(["document", "token"])
```
````

## Passes

````markdown
## How to use

```scala
val classifier = NerDLModel.pretrained("ner_dl", "en")
    .setInputCols(Array("document", "token"))
```
````

## Mend

Write the Scala for it: `Array("a", "b")`, `"text"`, `true`, `// comment`; a line that begins with `.` needs nothing
at the end of the one before it. Each kind is told once a snippet, at its first place.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, CodeBlock
from generator.diagnostic import Fix, Level
from generator.lint.edits import fix_of, swap
from generator.lint.rule import CardRule, Finding
from generator.lint.scala import ScalaSnippet, in_card, scala_blocks
from generator.lint.scala.lexing import Pythonism
from generator.lint.scala.mending import scala_for

#: What each kind is called, and what Scala has instead.
KINDS = {
    "list": ("a list in square brackets", 'write `Array("…")`'),
    "text": ("a text in single quotes", "write it in double quotes"),
    "truth": ("`True` or `False`", "write `true` or `false`"),
    "comment": ("a comment after `#`", "write `//`"),
    "continuation": ("a backslash at the end of the line", "delete it"),
}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for the first piece of each kind."""
    for block, snippet in scala_blocks(card):
        for kind, places in snippet.pythonisms.items():
            what, mend = KINDS[kind]
            more = f", and {len(places) - 1} more of this kind" if len(places) > 1 else ""
            span = in_card(block, snippet, places[0].start, places[0].end)
            yield Finding(span, f"{what} is Python, not Scala{more}", mend, _fix(card, block, snippet, kind))


def _fix(card: Card, block: CodeBlock, snippet: ScalaSnippet, kind: Pythonism) -> Fix | None:
    """The Scala for every piece of a kind, where it is certain what that is."""
    edits = []
    for found in snippet.pythonisms[kind]:
        for change in scala_for(snippet.code, kind, found):
            place = change and in_card(block, snippet, change.start, change.end)
            edits.append(swap(card, place, change.old(snippet.code), change.new) if change and place else None)
    return fix_of(edits, safe=True)


RULE = CardRule("SC005", "python-in-scala", Level.ERROR, __doc__, check)
