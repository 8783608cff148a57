"""The text holds a placeholder that nobody replaced.

## Why

A card was published before it was finished; what should stand there, readers never learn.

## Fails

```markdown
## Limits

TODO: describe the limits.
```

## Passes

```markdown
## Limits

English only.
```

## Mend

Write what belongs there, or take the sentence out. In code, between backticks, these words are text and no problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

PLACEHOLDER = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBA)\b(?!\.\w)|\b[Ll]orem ipsum\b"
    r"|\b(?:[Ii]nsert|INSERT|[Pp]ut|PUT|[Aa]dd|ADD)(?: [\w-]{1,20}){1,4} (?:here|HERE)\b"
    r"|\[(?:More Information Needed|[Ii]nsert [^\[\]\n]{1,60})\](?!\()"
    r"|<(?:your|YOUR|insert|INSERT)[ _-][^<>\n]{1,60}>"
)
#: One of these stands in every match: looking for them first is many times faster.
MARKS = (
    "TODO",
    "FIXME",
    "TBD",
    "TBA",
    " ipsum",
    " here",
    " HERE",
    "[More",
    "[insert",
    "[Insert",
    "<your",
    "<YOUR",
    "<insert",
    "<INSERT",
)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each placeholder outside of code."""
    if not any(mark in card.text for mark in MARKS):
        return
    markup = markup_of(card)
    for match in markup.find(PLACEHOLDER):
        yield Finding(markup.span(match), f"`{match[0]}` is a placeholder")


RULE = CardRule("SE009", "leftover-placeholder", Level.WARNING, __doc__, check)
