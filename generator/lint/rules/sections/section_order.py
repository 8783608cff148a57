"""A section stands before one that it belongs behind.

## Why

Readers know their way: what a model does, what it predicts, how to call it, what comes out, how it was made. A card in
another order makes them search.

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

## How to use

Load it by its name.

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

Put the sections in this order: Description, Predicted Entities, How to use, Results, Model Information; behind that
Included Models, Data Source, References and Benchmarking as you like.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, Section
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.sections.titles import TITLES


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each section that comes too late, naming the first one that it belongs before."""
    first: dict[int, Section] = {}
    for section in card.sections:
        if section.key not in TITLES:
            continue
        place = TITLES[section.key][1]
        if behind := [other for later, other in first.items() if later > place]:
            late = min(behind, key=lambda other: other.heading.line)
            message = (
                f"section `{section.title}` belongs before `{late.title}`, which stands in line {late.heading.line}"
            )
            yield Finding(section.heading, message)
        else:
            first.setdefault(place, section)


RULE = CardRule("SE005", "section-order", Level.INFO, __doc__, check)
