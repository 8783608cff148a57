"""A link leads out of the hub's folder, or to a file of the reader's computer.

## Why

`../../../etc/passwd` is nothing that a site can show. A builder that followed such a path would publish a file of the
machine that it runs on.

## Fails

```markdown
## References

- [the data](../../../etc/passwd)
```

## Passes

```markdown
## References

- [the data](https://example.org/data)
```

## Mend

Link to a page by `https:`, or to a file within the hub.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each relative address with more steps up than there are folders above the card."""
    if ".." not in card.text and "file:" not in card.text and "%2" not in card.text:
        return
    markup, folders = markup_of(card), card.key.count("/") + 1  # the cards folder lies in the hub's root
    for match, found in markup.addresses():
        address = found.partition(")")[0]  # the bracket that closes a Markdown link is not a part of it
        if address[:5].casefold() == "file:" or (":" not in address and _depth(address) < -folders):
            yield Finding(markup.span(match), f"`{address[:200]}` leads out of the hub")


def _depth(address: str) -> int:
    """The deepest point that a path reaches, below 0 for above the card's own folder."""
    depth = lowest = 0
    for part in unquote(address).replace("\\", "/").partition("#")[0].partition("?")[0].split("/"):
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        lowest = min(lowest, depth)
    return lowest


RULE = CardRule("SX002", "link-leaves-hub", Level.ERROR, __doc__, check)
