"""A tag names a task that the annotator does not do.

## Why

Readers who filter by the tag `ner` find a model that recognises no entities.

## Fails

```yaml
task: Text Classification
annotator: BertForSequenceClassification
tags: [en, ner]
```

## Passes

```yaml
task: Text Classification
annotator: BertForSequenceClassification
tags: [en, sequence_classification]
```

## Mend

Correct the tag or the annotator.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.task import kinds
from generator.lint.stages import annotator_of

#: Tags that are names of tasks. ``sentiment`` and the like are not: they also name subjects and data sets.
TAGS: dict[str, kinds.Kind] = {
    "ner": "token",
    "named_entity_recognition": "token",
    "token_classification": "token",
    "part_of_speech": "token",
    "sequence_classification": "text",
    "text_classification": "text",
    "question_answering": "answer",
}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each tag whose kind of answer neither the annotator gives nor a task asks for."""
    annotator = annotator_of(card)
    given = kinds.of_annotator(annotator)
    if given not in ("text", "token", "answer"):
        return
    for number, tag in enumerate(card.facts.tags):
        kind = TAGS.get(tag.casefold().replace(" ", "_"))
        if kind and kind != given:
            span = card.front_matter.where(f"tags[{number}]")
            yield Finding(span, f"the tag `{tag}` does not fit: `{annotator}` {kinds.WORDS[given]}")


RULE = CardRule("TA002", "tag-against-annotator", Level.WARNING, __doc__, check)
