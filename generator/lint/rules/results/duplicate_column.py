"""Two columns of a table in Results have one name.

## Why

Nobody can tell which of the two is which. Mostly the header was typed by hand, and one name is a slip.

## Fails

````markdown
## Results

```bash
| label | begin | end | label |
|-------|-------|-----|-------|
| World | 3     | 21  | ORG   |
```
````

## Passes

````markdown
## Results

```bash
| chunk | begin | end | label |
|-------|-------|-----|-------|
| News  | 3     | 21  | World |
```
````

## Mend

Name the columns as the snippet prints them. `result` may stand more than once: so Spark calls what it takes out of
several columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.card import Card, Table
from generator.diagnostic import Level, Span
from generator.lint.lines import line_of
from generator.lint.rule import CardRule, Finding

#: What Spark calls parts of columns, of however many.
PARTS = frozenset({"result", "begin", "end", "metadata", "embeddings"})
#: So many lines above the first row may the header stand.
ABOVE = 3


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each name that stands twice in a header, at the header."""
    for table in card.claims.results:
        if isinstance(table, Table) and table.row_spans:
            for name, count in Counter(table.header).items():
                if count > 1 and name and name not in PARTS:
                    yield Finding(_header(card, table, name), f"{count} columns of the table are called `{name}`")


def _header(card: Card, table: Table, name: str) -> Span:
    """The second place of the name in the header; the first row where it is not found."""
    first = table.row_spans[0]
    for number in range(first.line - 1, max(first.line - 1 - ABOVE, 0), -1):
        line = line_of(card, number)
        second = line.find(name, line.find(name) + 1)
        if second > 0:
            return Span(number, second + 1, number, second + 1 + len(name))
    return first


RULE = CardRule("RE004", "duplicate-column", Level.WARNING, __doc__, check)
