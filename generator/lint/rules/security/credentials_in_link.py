"""A link holds a user name and a password.

## Why

Cards are public. Whoever reads this one can sign in.

## Fails

```markdown
## References

- https://reader:s3cr3t@example.org/paper
```

## Passes

```markdown
## References

- https://example.org/paper
```

## Mend

Take both out of the link, and change the password: it stays in the card's history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.places import span_of
from generator.lint.rule import CardRule, Finding

#: In code, too: a snippet that fetches something gives as much away.
CREDENTIALS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://(?P<user>[^\s/:@\"'<>`?#]{1,100}):(?P<password>[^\s/@\"'<>`]{1,200})@", re.IGNORECASE
)

#: What stands for a password where an example shows its place.
PLACE = re.compile(r"[*x.…]+|.*(?:pass(?:word|wd)?|secret|token)|[{$<%\[(].*", re.IGNORECASE)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each address with both; the password is not shown."""
    if "@" not in card.text:
        return
    for match in CREDENTIALS.finditer(card.text):
        if not PLACE.fullmatch(match["password"]):
            message = f"the link gives away the password of `{match['user']}`"
            yield Finding(span_of(card.text, *match.span()), message, "change the password, then take it out")


RULE = CardRule("SX001", "credentials-in-link", Level.ERROR, __doc__, check)
