"""The text of a link shows another address than the one it leads to.

## Why

Readers trust what they read. Of two addresses one is a mistake, or worse, a trap.

## Fails

```markdown
## References

- [https://example.org/paper](https://example.com/paper)
```

## Passes

```markdown
## References

- [https://example.org/paper](https://example.org/paper)
```

## Mend

Correct the one that is wrong, or give the link a text of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
INSIGNIFICANT = re.compile(r"\A(?:https?://)?(?:www\.)?|[#?].*|/+\Z|(?:\.\.\.|…)\Z", re.IGNORECASE)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each link whose text is another address; a shortened one is the same."""
    for link in card.links:
        if link.text != link.url and ADDRESS.fullmatch(link.text):
            shown, target = _plain(link.text), _plain(link.url)
            if not target.startswith(shown):
                message = f"the text shows `{link.text[:200]}`, but the link leads to `{link.url[:200]}`"
                yield Finding(link.span, message)


def _plain(address: str) -> str:
    """What tells one page from another: no scheme, ``www.``, query, fragment or last slash."""
    return INSIGNIFICANT.sub("", unquote(address).casefold())


RULE = CardRule("LK005", "misleading-text", Level.WARNING, __doc__, check)
