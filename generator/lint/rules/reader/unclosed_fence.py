"""A fenced block of code is never closed.

## Why

All that follows counts as code, headings included: the sections after it are lost.

## Fails

````markdown
## Results

```bash
[Sports]
````

## Passes

````markdown
## Results

```bash
[Sports]
```
````

## Mend

Close the block with as many backticks as open it, on a line of their own.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD010", "unclosed-fence", Level.ERROR, __doc__)
