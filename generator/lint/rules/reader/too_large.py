"""The file is larger than 512 KiB.

## Why

A card is a page to read. The limit also keeps a hub from being stopped by a single file.

## Fails

A card with a few hundred thousand words, or with an image in it as text.

## Passes

```markdown
## Results

The first ten of 40,000 rows; [all of them](https://example.org/results.csv).
```

## Mend

Put long tables and data beside the card and link to them.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD002", "too-large", Level.ERROR, __doc__)
