"""A predicted entity is spelt otherwise than the model spells it.

## Why

Labels are compared character by character: whoever filters for `sports` finds none of the model's `Sports`.

## Fails

The model gives World, Sports, Business and Science.

```markdown
## Predicted Entities

`World`, `sports`, `Business`, `Science`
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`
```

## Mend

Write the label as the model gives it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.card import Text
from generator.diagnostic import Fix, Level
from generator.lint.labels import bare, unmarked
from generator.lint.rule import Finding, ModelRule
from generator.lint.words import quoted


def check(entities: Sequence[Text], labels: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each predicted entity that differs from the model's label by case or punctuation only."""
    spellings: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for label in labels:
        spellings[bare(label)][unmarked(label)] = None
    for entity in entities:
        known = spellings.get(bare(entity.text), {})
        name = unmarked(entity.text)
        if known and name not in known:
            message = f"the model spells `{name}` as {quoted(known)}"
            yield Finding(entity.span, message, fix=_fix(entity, name, list(known)))


def _fix(entity: Text, name: str, known: Sequence[str]) -> Fix | None:
    """The model's spelling, where there is one and the card has the label as it is read, behind its mark."""
    span = entity.span
    plain = span.line == span.end_line and span.end_column - span.column == len(entity.text)
    if len(known) > 1 or not plain:
        return None
    return Fix.replace(span, entity.text.removesuffix(name) + known[0], safe=False)


RULE = ModelRule("LA003", "label-spelt-otherwise", Level.WARNING, __doc__, check)
