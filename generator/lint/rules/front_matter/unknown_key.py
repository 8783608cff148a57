"""A key of the front matter is not one that the hub knows.

## Why

A misspelt key is read as absent, and nobody notices: `lanuage: en` leaves the card without a language.

## Fails

```yaml
suported: true
```

## Passes

```yaml
supported: true
```

## Mend

Correct the spelling, or take the key out.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Fix, Level, Span
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.front_matter import flat_article_header
from generator.lint.rules.front_matter.keys import KEYS
from generator.lint.words import did_you_mean, nearest


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each top-level key that is not known."""
    front_matter = card.front_matter
    for name in front_matter.values:
        if name in KEYS or name in flat_article_header.keys_out_of_place(front_matter):
            continue
        span = front_matter.key_spans.get(name, Span(front_matter.span.line))
        near = nearest(name, KEYS)
        placed = near and near not in front_matter.values and name in front_matter.key_spans
        fix = Fix.replace(span, near, safe=False) if near and placed else None
        yield Finding(span, f"unknown key `{name}`", did_you_mean(name, KEYS), fix)


RULE = CardRule("FM003", "unknown-key", Level.WARNING, __doc__, check)
