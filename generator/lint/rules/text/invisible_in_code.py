"""Code holds a character that cannot be seen, or a blank that is none.

## Why

Python and Scala stop at a zero-width or non-breaking space outside of a text, and nobody sees why. Within a sample
text it becomes a token of its own and changes what the model answers.

## Fails

```python
print("a\u200bword")
```

## Passes

```python
print("a word")
```

## Mend

Take the character out, or put a plain blank in its place. The joiners that Persian, Indian scripts and emoji need
between their characters are no problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card, CodeBlock
from generator.diagnostic import Level, Span
from generator.lint.rule import CardRule, Finding

#: Zero-width spaces, the soft hyphen, blanks of fixed width, and joiners that join nothing.
INVISIBLE = re.compile(
    r"[\u00a0\u00ad\u2007\u200b\u202f\u2060\ufeff]+|(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])"
)
TABS = ("python", "scala", "java", "nlu")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for the first such character of each line of code in *How to use*."""
    section = None if card.text.isascii() else card.section("how_to_use")
    for block in section.blocks if section else ():
        if block.tab in TABS and not block.code.isascii():
            yield from _in_block(block)


def _in_block(block: CodeBlock) -> Iterator[Finding]:
    for number, line in enumerate(block.code.split("\n"), start=block.span.line + 1):
        if match := INVISIBLE.search(line):
            column = block.span.column + match.start()
            span = Span(number, column, number, column + len(match[0]))
            yield Finding(span, f"invisible character U+{ord(match[0][0]):04X} in code")


RULE = CardRule("TX004", "invisible-in-code", Level.WARNING, __doc__, check)
