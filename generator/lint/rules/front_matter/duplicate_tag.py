"""A tag stands twice.

## Why

The second one adds nothing; often another tag was meant.

## Fails

```yaml
tags: [en, news, open_source, News]
```

## Passes

```yaml
tags: [en, news, open_source]
```

## Mend

Take the second one out.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each tag that stood before, whatever its case."""
    seen: set[str] = set()
    values = card.front_matter.values.get("tags")
    for number in range(len(values) if isinstance(values, list) else 0):
        tag = card.front_matter.texts.get(f"tags[{number}]", "")
        if tag.casefold() in seen:
            yield Finding(card.front_matter.where(f"tags[{number}]"), f"the tag `{tag}` stands twice")
        seen.add(tag.casefold())


RULE = CardRule("FM012", "duplicate-tag", Level.WARNING, __doc__, check)
