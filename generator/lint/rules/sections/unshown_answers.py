"""A model that gives labels has no section Predicted Entities, or none with Results.

## Why

Readers cannot tell which labels they will get, nor what an answer looks like, before they have run the model. Nor can
its answers be compared with what the card says of them.

## Fails

```markdown
---
title: News topics
name: news_topic
date: 2024-05-01
tags: [en]
task: Text Classification
language: en
edition: Spark NLP 5.3.0
spark_version: 3.0
annotator: BertForSequenceClassification
---

## Description

Sorts news into four topics.

## Results

Sports.
```

## Passes

```markdown
---
title: News topics
name: news_topic
date: 2024-05-01
tags: [en]
task: Text Classification
language: en
edition: Spark NLP 5.3.0
spark_version: 3.0
annotator: BertForSequenceClassification
---

## Description

Sorts news into four topics.

## Predicted Entities

`World`, `Sports`, `Business`, `Science`

## How to use

Load it by its name.

## Results

Sports.

## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Add the section: the labels as the model writes them, and what the snippet prints. A model whose labels the reader gives
(zero-shot classification) needs no list of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level, Span
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.sections.titles import TITLES
from generator.lint.rules.task.kinds import of_annotator
from generator.lint.stages import annotator_of

ANY_LABEL = "ForZeroShotClassification"


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each of the two sections that is not there, where the annotator gives labels."""
    annotator = annotator_of(card)
    if of_annotator(annotator) not in ("text", "token"):
        return
    wanted = ("results",) if annotator.endswith(ANY_LABEL) else ("predicted_entities", "results")
    for key in wanted:
        if card.section(key) is None:
            message = f"`{annotator}` gives labels, but there is no section `## {TITLES[key][0]}`"
            yield Finding(Span(card.front_matter.span.line), message)


RULE = CardRule("SE010", "unshown-answers", Level.INFO, __doc__, check)
