"""The task is not one that the hub sorts models by.

## Why

The task is the shelf that a model stands on. A misspelt one gets a shelf of its own, where nobody looks.

## Fails

```yaml
task: Text Clasification
```

## Passes

```yaml
task: Text Classification
```

## Mend

Write one of the hub's tasks, as it is spelt there.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.front_matter.tasks import TASKS
from generator.lint.words import did_you_mean


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each task that is not listed."""
    for number, task in enumerate(card.facts.tasks):
        if task not in TASKS:
            path = f"task[{number}]" if isinstance(card.front_matter.values.get("task"), list) else "task"
            yield Finding(card.front_matter.where(path), f"unknown task `{task}`", did_you_mean(task, TASKS))


RULE = CardRule("FM014", "unknown-task", Level.WARNING, __doc__, check)
