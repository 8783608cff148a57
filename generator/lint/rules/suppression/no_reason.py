"""A comment suppresses findings and does not say why.

## Why

Whoever reads the card later cannot tell whether the finding is wrong, or meant, or was only in the way.

## Fails

```markdown
## Limits

<!-- modelhub: ignore TX001 -->
The logo is a rocket ðŸš€.
```

## Passes

```markdown
## Limits

<!-- modelhub: ignore TX001 -- the logo of the firm -->
The logo is a rocket ðŸš€.
```

## Mend

Write the reason behind `--`.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("SU002", "suppression-without-reason", Level.WARNING, __doc__)
