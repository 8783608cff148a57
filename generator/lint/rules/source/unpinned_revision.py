"""The model's source has no revision that stays what it is.

## Why

A branch or a tag moves. What was verified today may be another model tomorrow; a full commit is always the same.

## Fails

```yaml
verify:
  source: hf:news-lab/topic-bert
  revision: main
```

## Passes

```yaml
verify:
  source: hf:news-lab/topic-bert
  revision: 0123456789abcdef0123456789abcdef01234567
```

## Mend

Give `revision` the 40 digits of a commit in the `verify` block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

COMMIT = re.compile(r"[0-9a-f]{40}")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where a repository is the source and its revision is no full commit."""
    source = card.source
    if source.uri.startswith("hf:") and not COMMIT.fullmatch(source.revision):
        revision = f"its revision `{source.revision}` may move" if source.revision else "it has no revision"
        yield Finding(
            source.span,
            f"the source `{source.uri}` is not pinned: {revision}",
            "give a full commit in the `verify` block",
        )


RULE = CardRule("SO004", "unpinned-revision", Level.INFO, __doc__, check)
