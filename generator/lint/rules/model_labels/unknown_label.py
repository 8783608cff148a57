"""A predicted entity is none that the model gives.

## Why

Whoever waits for that label waits in vain. Known are the labels of models whose folder lies in the hub, and of text
classifiers that were run: a record holds a score for each. The marks before a label (`B-`, `I-`) do not matter.

## Fails

The model gives World, Sports, Business and Science.

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`, `Weather`
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`
```

## Mend

Take the label out, or write the one that the model gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Text
from generator.diagnostic import Level
from generator.lint.labels import bare
from generator.lint.rule import Finding, ModelRule
from generator.lint.words import did_you_mean


def check(entities: Sequence[Text], labels: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each predicted entity that is not among the model's labels, however it is spelt."""
    given = {bare(label) for label in labels}
    for entity in entities:
        name = bare(entity.text)
        if name and name not in given:
            yield Finding(entity.span, f"the model has no label `{entity.text}`", did_you_mean(entity.text, labels))


RULE = ModelRule("LA001", "label-not-of-model", Level.WARNING, __doc__, check)
