"""Language in the table is not the language of the front matter.

## Why

The language is part of a model's identity and an argument of `pretrained(…)`.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|de|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Correct the one that is wrong. Where the front matter says `xx`, for several languages, the table may list them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows
from generator.lint.words import quoted

CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]+)*", re.IGNORECASE)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where both give language codes and none is in both."""
    row = rows.find(card, "Language")
    claimed = {code.casefold() for code in card.facts.languages}
    if not row or not claimed or "xx" in claimed:
        return
    written = rows.items(row.value)
    if all(CODE.fullmatch(code) for code in written) and not claimed & {code.casefold() for code in written}:
        message = f"Language is `{row.value}`, but the front matter says {quoted(card.facts.languages)}"
        yield Finding(row.span, message)


RULE = CardRule("MI005", "language-mismatch", Level.WARNING, __doc__, check)
