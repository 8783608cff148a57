"""A value looks like a date, a number or an object, but YAML cannot make one of it.

## Why

The hub takes the value as the text that is written, which may not be what was meant.

## Fails

```yaml
title: 2024-02-30
```

## Passes

```yaml
title: "2024-02-30"
```

## Mend

Correct the value, or put it in quotes where it is meant as text. A `date` that is none is told by FM004.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD008", "invalid-value", Level.WARNING, __doc__)
