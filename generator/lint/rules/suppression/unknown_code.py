"""A comment that suppresses findings names a rule that does not exist, or none.

## Why

It suppresses nothing, whatever its author meant by it.

## Fails

```markdown
## Limits

<!-- modelhub: ignore TX01 -- the logo of the firm -->
The logo is a rocket 🚀.
```

## Passes

```markdown
## Limits

<!-- modelhub: ignore TX001 -- the logo of the firm -->
The logo is a rocket ðŸš€.
```

## Mend

Name rules by their codes, such as `TX001`, or families, such as `TX`, with commas between them.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("SU003", "unknown-code", Level.WARNING, __doc__)
