r"""A Python snippet does not parse.

## Why

It is the first thing that a reader copies, and it stops with a `SyntaxError`.

## Fails

```python
document = DocumentAssembler()
    .setInputCol("text")
```

## Passes

```python
document = DocumentAssembler() \
    .setInputCol("text")
```

## Mend

Go to the line that Python names; often the mistake stands in the line before. Where the only trouble is a blank after
a line continuation, PY002 says so instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import place, python_blocks, read_snippet


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each snippet that does not parse."""
    for block in python_blocks(card):
        if problem := read_snippet(block.code).problem:
            yield Finding(place(block, problem.line, problem.column), f"Python cannot read this: {problem.message}")


RULE = CardRule("PY001", "syntax-error", Level.ERROR, __doc__, check)
