"""The front matter has no `nav_key`.

## Why

Jekyll puts a page into the menu that its `nav_key` names; without one, a card's page shows no menu. Hubs without Jekyll
do not use it, so this is checked on demand only.

## Fails

```yaml
layout: model
```

## Passes

```yaml
nav_key: models
```

## Mend

Add `nav_key: models`, or the key that the other cards of the hub have.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level, Span
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the key is missing or has no value."""
    if not card.front_matter.values.get("nav_key"):
        where = card.front_matter.key_spans.get("nav_key") or Span(card.front_matter.span.line)
        yield Finding(where, "the front matter has no `nav_key`")


RULE = CardRule("FM019", "no-nav-key", Level.INFO, __doc__, check, opt_in=True)
