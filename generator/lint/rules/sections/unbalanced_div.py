"""A `<div>` is not closed, or a `</div>` closes none.

## Why

What follows an open `<div>` of code tabs becomes a part of the tabs: whole sections vanish behind a click.

## Fails

```markdown
## Limits

<div class="note">

English only.
```

## Passes

```markdown
## Limits

<div class="note">

English only.

</div>
```

## Mend

Add the missing tag, or take out the one too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

#: Comments are matched to be passed over.
DIV = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)div\b[^<>]*+>", re.IGNORECASE | re.DOTALL)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each tag without its counterpart."""
    if any("tabs-box" in block.code or not block.closed for section in card.sections for block in section.blocks):
        return  # A fence is missing or one too many: behind it, nobody can tell what is code and what is not.
    markup, opened = markup_of(card), []
    for match in markup.find(DIV):
        if match[0].startswith("<!--"):
            continue
        if not match[1]:
            opened.append(match)
        elif opened:
            opened.pop()
        else:
            yield Finding(markup.span(match), "`</div>` closes nothing")
    for match in opened:
        yield Finding(markup.span(match), "`<div>` is never closed")


RULE = CardRule("SE006", "unbalanced-div", Level.WARNING, __doc__, check)
