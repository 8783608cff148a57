"""A path in the `verify` block leads out of the hub.

## Why

A card may name files of its own hub only. A path that leads elsewhere is never followed, so the model does not run.

## Fails

```yaml
verify:
  source: path:../elsewhere/topic
```

## Passes

```yaml
verify:
  source: path:models/topic
```

## Mend

Give a path relative to the hub's root, without `..`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

DRIVE = re.compile(r"[A-Za-z]:")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for the model's folder and for the evaluation data where they leave the root."""
    if card.verify is None:
        return
    paths = {}
    if card.verify.source and card.verify.source.startswith("path:"):
        paths["verify.source"] = card.verify.source.removeprefix("path:")
    if card.verify.benchmark and card.verify.benchmark.data is not None:
        paths["verify.benchmark.data"] = card.verify.benchmark.data
    for key, path in paths.items():
        if _leaves(path):
            yield Finding(card.front_matter.where(key), f"the path `{path}` leads out of the hub")


def _leaves(path: str) -> bool:
    """Whether a relative path climbs above where it starts; links on the disk are the store's to follow."""
    parts = path.replace("\\", "/").split("/")
    if not parts[0] or DRIVE.match(path):
        return True
    depth = 0
    for part in parts:
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False


RULE = CardRule("SO005", "path-leaves-hub", Level.ERROR, __doc__, check)
