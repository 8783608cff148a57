"""A comment suppresses a finding that is not there.

## Why

What it excused was mended, or it stands in the wrong place. Left there, it hides the next finding, and nobody looks.

## Fails

```markdown
## Limits

<!-- modelhub: ignore TX001 -- the logo of the firm -->
The logo is a rocket 🚀.
```

## Passes

```markdown
## Limits

<!-- modelhub: ignore TX001 -- the logo of the firm -->
The logo is a rocket ðŸš€.
```

## Mend

Take the code, or the whole comment, out. Codes of rules that were not checked, and of those that compare cards with
each other, are never called unused.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("SU001", "unused-suppression", Level.WARNING, __doc__)
