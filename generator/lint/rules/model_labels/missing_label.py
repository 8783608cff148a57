"""The model gives a label that Predicted Entities does not name.

## Why

Readers build on the list, and meet a label that is not in it. Known are the labels of models whose folder lies in the
hub, and of text classifiers that were run: a record holds a score for each. The marks before a label (`B-`, `I-`), how
it is spelt, and `O` do not matter. A model whose labels have only numbers (`LABEL_0`) is left out.

## Fails

The model gives World, Sports, Business and Science.

```markdown
## Predicted Entities

`World`, `Sports`, `Business`
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`
```

## Mend

Name the label in Predicted Entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Text
from generator.diagnostic import Level
from generator.lint.labels import bare, some, unmarked
from generator.lint.rule import Finding, ModelRule


def check(entities: Sequence[Text], labels: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding, once a card, where the list lacks labels of the model."""
    named = {bare(entity.text) for entity in entities}
    missing = dict.fromkeys(unmarked(label) for label in labels if bare(label) and bare(label) not in named)
    if entities and missing:
        yield Finding(entities[0].span, f"the model also gives {some(missing)}, which Predicted Entities does not name")


RULE = ModelRule("LA002", "label-of-model-missing", Level.WARNING, __doc__, check)
