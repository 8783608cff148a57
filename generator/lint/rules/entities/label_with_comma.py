"""A label holds a comma.

## Why

Labels stand in a list with commas between them. Programs that split the list there, and readers who copy it, get pieces
in place of `Anthropology, Education and Sociology`.

## Fails

```markdown
## Predicted Entities

`World, Politics`, `Sports`, `Business`, `Science`
```

## Passes

```markdown
## Predicted Entities

- `World, Politics`
- `Sports`
- `Business`
- `Science`
```

## Mend

If the model calls the label so, list the labels one a line, each between backticks; else write each label by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.lines import line_of
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such label that shares its line with others."""
    lines = Counter(label.span.line for label in card.entities)
    for label in card.entities:
        line = label.span.line
        if "," in label.text.strip(" ,'\"") and lines[line] > 1 and f"`{label.text}`" in line_of(card, line):
            yield Finding(label.span, f"the label `{label.text}` holds a comma", "list the labels one a line")


RULE = CardRule("EN004", "label-with-comma", Level.INFO, __doc__, check)
