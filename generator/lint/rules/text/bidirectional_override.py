"""A character changes the direction of the text around it.

## Why

With these, a line is shown in another order than it is read by programs: code that looks harmless is not what runs
(*Trojan Source*, CVE-2021-42574). Hebrew and Arabic need none of them; their letters bring their direction along.

## Fails

```markdown
## How to use

Load `news_\u202ecipot`.
```

## Passes

```markdown
## How to use

Load `news_topic`.
```

## Mend

Take the character out. Many editors show it once asked to show control characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.places import span_of
from generator.lint.rule import CardRule, Finding

#: Embeddings, overrides and isolates, as listed in https://trojansource.codes.
CHARACTERS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
OVERRIDES = re.compile(f"[{CHARACTERS}]")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for the first such character of each line."""
    if not any(character in card.text for character in CHARACTERS):
        return
    last = 0
    for match in OVERRIDES.finditer(card.text):
        span = span_of(card.text, *match.span())
        if span.line != last:
            name = unicodedata.name(match[0]).lower()
            yield Finding(span, f"U+{ord(match[0]):04X} ({name}) changes the order in which the line is shown")
        last = span.line


RULE = CardRule("TX003", "bidirectional-override", Level.ERROR, __doc__, check)
