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
a line continuation, PY002 says so instead. Lines that only notebooks read (`!pip install …`, `%matplotlib inline`) are
passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.card import Card, CodeBlock
from generator.diagnostic import Edit, Fix, Level, Span
from generator.lint.edits import fix_of, swap, written
from generator.lint.quotes import undoubled
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import SyntaxProblem, place, python_blocks, read_snippet
from generator.lint.spark.mended import parse_mended
from generator.read.indents import STRAY_INDENT

#: A text between two quotes on either side; between three, it would be sound.
DOUBLED = re.compile(r"(?<![\"'])(?:\"\"(?=[^\s\"',;)\]}#:])|''(?=[^\s\"',;)\]}#:]))")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each snippet that does not parse."""
    for block in python_blocks(card):
        if problem := read_snippet(block.code).problem:
            span = place(block, problem.line, problem.column)
            hint = _hint(problem, read_snippet(block.code).lines)
            yield Finding(span, f"Python cannot read this: {problem.message}", hint, _fix(card, block))


def _hint(problem: SyntaxProblem, lines: Sequence[str]) -> str:
    """What the author probably did, where Python names only what came of it."""
    line = lines[problem.line - 1]
    if problem.message == STRAY_INDENT and line.lstrip().startswith("."):
        return "end the line before with `\\`"
    return "write one quote, or three, on either side of the text" if DOUBLED.search(line) else ""


def _fix(card: Card, block: CodeBlock) -> Fix | None:
    """What mends the whole snippet: no blanks before statements that need none, or one quote in the place of two."""
    if mended := parse_mended(block.code):
        places = [place(block, line, 1, line, 1 + blanks) for line, blanks in mended.moved.items()]
        blank = [(span, written(card, span) or "x") for span in places]
        return fix_of([None if text.strip() else Edit(span, "") for span, text in blank], safe=True)
    better = undoubled(block.code)
    if not better.offsets or not parse_mended(better.code):
        return None
    quotes = [_span(block, offset) for offset in better.offsets]
    return fix_of([swap(card, span, '""', '"') for span in quotes], safe=False)


def _span(block: CodeBlock, offset: int) -> Span:
    """Two characters of the snippet, in the card."""
    line, column = block.code.count("\n", 0, offset) + 1, offset - block.code.rfind("\n", 0, offset)
    return place(block, line, column, line, column + 2)


RULE = CardRule("PY001", "syntax-error", Level.ERROR, __doc__, check)
