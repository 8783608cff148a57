"""A block of Results could not be read.

## Why

Answers that cannot be read are not compared with what the model answers in a run.

## Fails

````markdown
## Results

```bash
Gives a vector for each sentence.
```
````

## Passes

````markdown
## Results

```bash
['Sports']
```
````

## Mend

Print the answers as a table, a list or a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.sections import unread_in


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each block that was not read, with the reason."""
    for text in unread_in(card, "results"):
        yield Finding(text.span, f"the answers cannot be read: {text.text}")


RULE = CardRule("RE001", "unread-results", Level.INFO, __doc__, check)
