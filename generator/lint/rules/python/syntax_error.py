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

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import STRAY_INDENT, SyntaxProblem, place, python_blocks, read_snippet

#: A text between two quotes on either side; between three, it would be sound.
DOUBLED = re.compile(r"(?<![\"'])(?:\"\"(?=[^\s\"',;)\]}#:])|''(?=[^\s\"',;)\]}#:]))")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each snippet that does not parse."""
    for block in python_blocks(card):
        if problem := read_snippet(block.code).problem:
            span = place(block, problem.line, problem.column)
            hint = _hint(problem, read_snippet(block.code).lines)
            yield Finding(span, f"Python cannot read this: {problem.message}", hint)


def _hint(problem: SyntaxProblem, lines: Sequence[str]) -> str:
    """What the author probably did, where Python names only what came of it."""
    line = lines[problem.line - 1]
    if problem.message == STRAY_INDENT and line.lstrip().startswith("."):
        return "end the line before with `\\`"
    return "write one quote, or three, on either side of the text" if DOUBLED.search(line) else ""


RULE = CardRule("PY001", "syntax-error", Level.ERROR, __doc__, check)
