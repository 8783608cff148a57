"""An attribute list is broken.

## Why

`{:.button}` gives the element beside it a class. A list that is not closed, or is no list, does nothing and stands
there for readers to see.

## Fails

```markdown
## Limits

See [the paper](https://example.org/paper){:target=_blank.
```

## Passes

```markdown
## Limits

See [the paper](https://example.org/paper){:target="_blank"}.
```

## Mend

Write `{:.class}`, `{:#id}` or `{:name="value"}`, with the quotation marks and the closing brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

#: ``{::`` begins another kind of tag of kramdown's, and blanks may stand anywhere.
LIST = re.compile(r"\{:(?!:)([^{}\n]*+)(\}?)")
ITEM = r"""(?:[.#][\w-]++|[\w-]++\s*+=\s*+(?:"[^"]*"|'[^']*')|[\w-]++)"""
WELL_FORMED = re.compile(rf"\s*+(?>(?:{ITEM}\s*+)*)")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each list that kramdown does not take as one."""
    if "{:" not in card.text:
        return
    markup = markup_of(card)
    for match in markup.find(LIST):
        if not match[2]:
            yield Finding(markup.span(match), "the attribute list is not closed by `}`")
        elif not WELL_FORMED.fullmatch(match[1]):
            yield Finding(markup.span(match), f"`{match[0]}` is no attribute list", 'values stand in `"`')


RULE = CardRule("SE008", "broken-attribute-list", Level.WARNING, __doc__, check)
