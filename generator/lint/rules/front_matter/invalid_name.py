"""The name has characters that a model's name cannot have.

## Why

The name is what `pretrained(…)` is called with, and a part of file names and addresses. Blanks, slashes and accents
break the one or the other.

## Fails

```yaml
name: News Topics
```

## Passes

```yaml
name: news_topic
```

## Mend

Write letters without accents, digits, `_`, `-` and `.`; what readers see is the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.words import quoted

FOREIGN = re.compile(r"[^A-Za-z0-9_.-]")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the name has other characters than letters, digits, underscores, hyphens and dots."""
    name = card.facts.name
    if foreign := list(dict.fromkeys(FOREIGN.findall(name))):
        shown = quoted("a blank" if char.isspace() else char for char in foreign).replace("`a blank`", "a blank")
        yield Finding(card.front_matter.where("name"), f"the name `{name}` may not hold {shown}")


RULE = CardRule("FM015", "invalid-name", Level.WARNING, __doc__, check)
