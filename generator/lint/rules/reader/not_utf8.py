"""The file cannot be read as text in UTF-8.

## Why

A card is a Markdown file in UTF-8, with or without a byte order mark. In any other encoding, letters beyond ASCII come
out as other letters or not at all, so nothing of the card can be trusted.

## Fails

The same text, saved as Latin-1:

```markdown latin-1
---
title: Modèle de thèmes
name: news_topic
---
```

## Passes

```yaml
title: Modèle de thèmes
```

## Mend

Save the file as UTF-8.
"""

from __future__ import annotations

from generator.diagnostic import Level
from generator.lint.rule import Rule

RULE = Rule("RD001", "not-utf-8", Level.ERROR, __doc__)
