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
from generator.diagnostic import Fix, Level, Span
from generator.lint.lines import line_of
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import place, python_blocks, read_snippet


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such line of a snippet that does not parse as it is."""
    for block in python_blocks(card):
        for line, column, end_column in read_snippet(block.code).blanks:
            span = place(block, line, column, line, end_column)
            fix = Fix.replace(span, "", safe=True) if _is_blank_end(line_of(card, span.line), span) else None
            message = "a blank after the line continuation `\\`"
            yield Finding(span, message, "delete the blanks at the end of the line", fix)


def _is_blank_end(line: str, span: Span) -> bool:
    """Whether nothing but blanks stands there, and nothing behind: code may be indented less than its fence."""
    return len(line) == span.end_column - 1 and line[span.column - 2] == "\\" and not line[span.column - 1 :].strip()


RULE = CardRule("PY002", "blank-after-continuation", Level.ERROR, __doc__, check)
