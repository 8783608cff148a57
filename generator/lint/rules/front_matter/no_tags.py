"""The list of tags is empty.

## Why

Readers find models by their tags.

## Fails

```yaml
tags: []
```

## Passes

```yaml
tags: [en, open_source, news]
```

## Mend

Name at least the language, the licence and the subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where ``tags`` is an empty list."""
    if card.front_matter.values.get("tags") == []:
        yield Finding(card.front_matter.where("tags"), "`tags` is empty")


RULE = CardRule("FM006", "no-tags", Level.WARNING, __doc__, check)
