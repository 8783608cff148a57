"""Size is not a number with a unit.

## Why

The hub sorts and filters by size. Of a size without a unit nobody knows whether it fits.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Size:|about 400|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Size:|404.3 MB|
```

## Mend

Write the number and one of `KB`, `MB`, `GB` and `TB`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows

SIZE = re.compile(r"`?\d+(?:[.,]\d+)* ?[kKMGT]?i?B`?")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the row has another form."""
    row = rows.find(card, "Size")
    if row and not SIZE.fullmatch(row.value):
        yield Finding(row.span, f"Size is `{row.value}`, expected a number with its unit, such as `404.3 MB`")


RULE = CardRule("MI011", "size-format", Level.WARNING, __doc__, check)
