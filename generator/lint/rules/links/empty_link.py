"""A link has no address or no text.

## Why

A link without an address leads nowhere; one without a text cannot be seen, clicked or read aloud.

## Fails

```markdown
## References

- [the paper]()
- [](https://example.org/code)
```

## Passes

```markdown
## References

- [the paper](https://example.org/paper)
- [the code](https://example.org/code)
```

## Mend

Fill in what is missing, or take the link out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

# Each begins with the bracket, looking back from there: a search that begins with a look takes ten times as long.
NO_ADDRESS = re.compile(r"\[(?<!\\\[)[^\[\]\n]++\]\([ \t]*+(?:<>)?[ \t]*+\)")
NO_TEXT = re.compile(r"\[(?<![!\\\]]\[)[ \t]*+\]\((?=[^\s()])[^()\n]*+\)")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such link."""
    markup = markup_of(card)
    for match in markup.find(NO_ADDRESS):
        yield Finding(markup.span(match), "the link has no address")
    for match in markup.find(NO_TEXT):
        yield Finding(markup.span(match), "the link has no text")
    for tag in markup.tags:
        if tag.name == "a" and not dict(tag.attributes).get("href", "x").strip():
            yield Finding(markup.span(tag.match), "the link has no address")


RULE = CardRule("LK004", "empty-link", Level.WARNING, __doc__, check)
