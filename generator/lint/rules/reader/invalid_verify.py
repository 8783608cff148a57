"""The `verify` block of the front matter is invalid.

## Why

The block says how the model is run. An invalid one is ignored as a whole, and then the model does not run as its author
wanted, or not at all.

## Fails

```yaml
verify:
  sourse: path:models/topic
```

## Passes

```yaml
verify:
  source: path:models/topic
```

## Mend

Correct what the message names; `modelhub schema verify` prints what the block may hold.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD009", "invalid-verify", Level.ERROR, __doc__)
