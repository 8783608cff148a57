"""A key stands twice in the front matter.

## Why

YAML keeps the last value and forgets the first without a word.

## Fails

```yaml
engine: tensorflow
engine: onnx
```

## Passes

```yaml
engine: onnx
```

## Mend

Take one of the two out.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD007", "duplicate-key", Level.WARNING, __doc__)
