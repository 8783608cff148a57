"""An HTML attribute runs JavaScript when something happens.

## Why

`onclick` and the like are scripts in another dress. The site takes them out.

## Fails

```markdown
## Description

<span onclick="alert('news')">Sorts news</span> into four topics.
```

## Passes

```markdown
## Description

Sorts news into four topics.
```

## Mend

Take the attribute out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

#: The shortest event is ``cut``; ``one`` and ``only`` are none.
HANDLER = re.compile(r"on[a-z]{3,}")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each attribute that handles an event."""
    markup = markup_of(card)
    for tag in markup.tags:
        for name, _ in tag.attributes:
            if HANDLER.fullmatch(name):
                message = f"a card may not hold the event handler `{name}` (in `<{tag.name}>`)"
                yield Finding(markup.span(tag.match), message)


RULE = CardRule("HT002", "event-handler", Level.ERROR, __doc__, check)
