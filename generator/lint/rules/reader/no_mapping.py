"""The front matter is no list of keys with values.

## Why

The hub reads facts by their keys.

## Fails

```markdown
---
- News topics
- news_topic
---

## Description
```

## Passes

```yaml
title: News topics
```

## Mend

Write each fact as `key: value`.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD006", "no-mapping", Level.ERROR, __doc__)
