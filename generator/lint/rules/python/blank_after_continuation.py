r"""A blank stands after the backslash that continues a line.

## Why

Python allows no character after it: the snippet stops with `unexpected character after line continuation character`.
The blank cannot be seen, so readers look in vain for what is wrong.

## Fails

In the first line, a blank follows the backslash:

```python
document = DocumentAssembler() \␠
    .setInputCol("text")
```

## Passes

```python
document = DocumentAssembler() \
    .setInputCol("text")
```

## Mend

Delete the blanks at the end of the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import place, python_blocks, read_snippet


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such line of a snippet that does not parse as it is."""
    for block in python_blocks(card):
        for line, column, end_column in read_snippet(block.code).blanks:
            span = place(block, line, column, line, end_column)
            yield Finding(span, "a blank after the line continuation `\\`", "delete the blanks at the end of the line")


RULE = CardRule("PY002", "blank-after-continuation", Level.ERROR, __doc__, check)
