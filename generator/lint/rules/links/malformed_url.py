"""A link leads to something that is no address.

## Why

`https//example.org` or `www.example.org` looks right in the text. A browser takes it for a page of the hub, and the
reader gets *not found*.

## Fails

```markdown
## References

- [the paper](https//example.org/paper)
- [the code](www.example.org/code)
- https://https://example.org/data
```

## Passes

```markdown
## References

- [the paper](https://example.org/paper)
- [the code](https://www.example.org/code)
- https://example.org/data
```

## Mend

Write the whole address, as a browser shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

#: Ways to write the beginning of a web address that no browser takes.
BEGINNING = re.compile(r"(?!https?://)(?:h{1,2}t{1,3}ps?|ttps?)(?::/?/?|//?)(?=\w)", re.IGNORECASE)
TWICE = re.compile(r"https?:/*https?:", re.IGNORECASE)
#: A host without ``https://`` before it, told from a file in the hub by a well-known last part.
BARE_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|ai)(?=[/?#]|\Z))", re.IGNORECASE)

#: What most addresses are, and what needs no closer look.
PLAIN = re.compile(r"https?://[a-z\d-]+(?:\.[a-z\d-]+)+(?:/[\w.~%/+-]*(?:\?[\w.~%/=&+-]*)?(?:#[\w.~%/+-]*)?)?")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each link whose address a browser would take for another."""
    for link in card.links:
        if not PLAIN.fullmatch(link.url) and (problem := _problem(link.url)):
            yield Finding(link.span, f"`{link.url[:200]}` {problem}")


def _problem(url: str) -> str:
    if TWICE.match(url):
        return "has its beginning twice"
    if BEGINNING.match(url):
        return "does not begin as a web address, expected `https://`"
    if BARE_HOST.match(url):
        return "leads to a page of the hub, expected `https://` before it"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is no address: {error}"
    if parts.scheme in ("http", "https") and not re.fullmatch(r"[^\s.]+(?:\.[^\s.]+)*\.?|\[?[\da-f:.]+\]?", host or ""):
        return "has no valid host"
    return ""


RULE = CardRule("LK002", "malformed-url", Level.WARNING, __doc__, check)
