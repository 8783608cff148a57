"""Compatibility in the table is not the edition of the front matter.

## Why

Both say from which release on the model can be loaded. A reader who believes the lower one gets an error.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.2.0+|
|Language:|en|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, InfoRow
from generator.diagnostic import Level
from generator.lint.edits import fix_of, within
from generator.lint.release import release, version_in
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for Compatibility or Edition where it states another version than the front matter."""
    for name in ("Compatibility", "Edition"):
        row = rows.find(card, name)
        if row:
            yield from _compare(card, row, card.facts.edition)


def _compare(card: Card, row: InfoRow, edition: str) -> Iterator[Finding]:
    written, claimed = version_in(row.value), version_in(edition)
    if written and claimed and release(written) != release(claimed):
        message = f"{row.name} is `{row.value}`, but the front matter's edition is `{edition}`"
        fix = fix_of([within(card, row.span.line, written, claimed)], safe=False)
        yield Finding(row.span, message, fix=fix)


RULE = CardRule("MI006", "version-mismatch", Level.WARNING, __doc__, check)
