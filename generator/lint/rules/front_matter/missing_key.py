"""A required key of the front matter is missing or has no value.

## Why

Name, language, edition and Spark version are what makes a model one model in the hub; title, task, date and tags are
how readers find it. A card without one of them cannot take its place.

## Fails

```yaml
task:
```

## Passes

```yaml
task: Text Classification
```

## Mend

Add the key with its value: `title`, `name`, `date`, `tags`, `task`, `language`, `edition` and `spark_version` are
required.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.front_matter.keys import KEYS


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each required key without a value."""
    values = card.front_matter.values
    for key in KEYS.values():
        if key.required and values.get(key.name) in (None, ""):
            problem = "has no value" if key.name in values else "is missing"
            yield Finding(card.front_matter.where(key.name), f"required key `{key.name}` {problem}")


RULE = CardRule("FM001", "missing-key", Level.ERROR, __doc__, check)
