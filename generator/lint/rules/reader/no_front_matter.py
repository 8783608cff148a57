"""The file does not begin with front matter.

## Why

The front matter says what the model is called, what it does and from which release on it can be used. Without it a file
is no card.

## Fails

```markdown
# News topics

Sorts news into four topics.
```

## Passes

```yaml
title: News topics
```

## Mend

Begin the file with a line `---`, then lines `key: value`, then another line `---`.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD003", "no-front-matter", Level.ERROR, __doc__)
