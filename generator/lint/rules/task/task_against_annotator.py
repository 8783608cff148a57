"""No task of the card fits the annotator that carries the model.

## Why

The task decides where the hub lists a model, how it runs it and how it shows the answers. A sequence classifier gives
one answer for a text; under *Named Entity Recognition* a reader expects one for each token.

## Fails

```yaml
task: Named Entity Recognition
annotator: BertForSequenceClassification
```

## Passes

```yaml
task: Text Classification
annotator: BertForSequenceClassification
```

## Mend

Correct the task or the annotator. A list of tasks is fine if one of them fits.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.task import kinds
from generator.lint.stages import annotator_of
from generator.lint.words import quoted


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where every task is known to ask for another kind of answer than the annotator gives."""
    annotator, tasks = annotator_of(card), card.facts.tasks
    given = kinds.of_annotator(annotator)
    asked = [kinds.of_task(task) for task in tasks]
    if given and asked and all(kind and kind != given for kind in asked):
        yield Finding(
            card.front_matter.where("task"),
            f"the task is {quoted(tasks)}, but `{annotator}` {kinds.WORDS[given]}",
            f"a task that fits: {' or '.join(task.title() for task, kind in kinds.TASKS.items() if kind == given)}",
        )


RULE = CardRule("TA001", "task-against-annotator", Level.WARNING, __doc__, check)
