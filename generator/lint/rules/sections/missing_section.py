"""A section that every card needs is missing.

## Why

A reader who does not learn what a model does, how to call it and what it was built for cannot use it.

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
---

## Description

Sorts news into four topics.
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
---

## Description

Sorts news into four topics.

## How to use

Load it by its name.

## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Add the section. `Description`, `How to use` and `Model Information` are required.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level, Span
from generator.lint.rule import CardRule, Finding

REQUIRED = {"description": "Description", "how_to_use": "How to use", "model_information": "Model Information"}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each required section that is not there."""
    for key, title in REQUIRED.items():
        if card.section(key) is None:
            yield Finding(Span(card.front_matter.span.line), f"required section `## {title}` is missing")


RULE = CardRule("SE001", "missing-section", Level.ERROR, __doc__, check)
