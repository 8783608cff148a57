"""The card holds an HTML element that runs something, loads something or changes the page around it.

## Why

A model card is text. Scripts, frames, embedded objects, forms and style sheets reach beyond the card; the site takes
them out, so what the author meant to show is missing.

## Fails

```markdown
## Description

Sorts news into four topics. <script src="https://example.org/count.js"></script>
```

## Passes

```markdown
## Description

Sorts news into four topics.
```

## Mend

Take the element out; link to what it should show. In code, between backticks, elements are text and no problem.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

ELEMENTS = frozenset(
    {
        *("script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal"),
        *("form", "input", "textarea", "select"),
        *("style", "link", "meta", "base", "svg", "math", "template"),
    }
)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each start tag of such an element."""
    markup = markup_of(card)
    for tag in markup.tags:
        if tag.name in ELEMENTS:
            yield Finding(markup.span(tag.match), f"a card may not hold `<{tag.name}>`")


RULE = CardRule("HT001", "active-element", Level.ERROR, __doc__, check)
