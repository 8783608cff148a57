"""The front matter is no valid YAML.

## Why

Where YAML cannot be parsed, nothing of it is read: neither the keys before the mistake nor those after it.

## Fails

```yaml
title: News topics: World, Sports
```

## Passes

```yaml
title: "News topics: World, Sports"
```

## Mend

Put texts with `: ` or ` #` in quotes; check brackets and indentation near the line that is named.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD004", "invalid-yaml", Level.ERROR, __doc__)
