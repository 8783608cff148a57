"""The front matter is nested too deeply, too long, or full of aliases.

## Why

A few lines of YAML can stand for billions of values. Depth, number of values and aliases are limited, so that no card
can exhaust the machine that reads it.

## Fails

```yaml
engine: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[tensorflow]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
```

## Passes

```yaml
engine: tensorflow
```

## Mend

Write plain values and short lists.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD005", "too-complex", Level.ERROR, __doc__)
