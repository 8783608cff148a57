"""A link leads to `javascript:`, `vbscript:` or `data:`.

## Why

Such an address is a program or a page of its own: it runs in the reader's browser with the rights of the site. The
site takes it out.

## Fails

```markdown
## Description

Sorts news into [four topics](javascript:alert(1)).
```

## Passes

```markdown
## Description

Sorts news into [four topics](https://example.org/topics).
```

## Mend

Link to a page by `https:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import dangerous_scheme, markup_of
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such address, in Markdown or in an HTML attribute, one a line."""
    markup, lines = markup_of(card), set()
    attributes = ((tag.match, value) for tag in markup.tags for _, value in tag.attributes)
    for match, address in chain(markup.addresses(), attributes):
        if scheme := dangerous_scheme(address):
            span = markup.span(match)
            if span.line not in lines:
                lines.add(span.line)
                yield Finding(span, f"a card may not link to a `{scheme}:` address")


RULE = CardRule("HT003", "dangerous-link", Level.ERROR, __doc__, check)
