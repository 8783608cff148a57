"""A Liquid tag is unknown, or not closed.

## Why

Jekyll stops at a tag that it does not know, and then there is no site at all; other generators show it to readers.

## Fails

```markdown
## Limits

{% inculde note.html %}

English only.
```

## Passes

```markdown
## Limits

{% include note.html %}

English only.
```

## Mend

Correct the tag, or take it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding
from generator.lint.words import did_you_mean

#: The tags of Liquid and those that Jekyll adds.
TAGS = frozenset(
    {
        *("assign", "break", "capture", "case", "comment", "continue", "cycle", "decrement", "echo", "else", "elsif"),
        *("endcapture", "endcase", "endcomment", "endfor", "endhighlight", "endif", "endraw", "endtablerow"),
        *("endunless", "for", "highlight", "if", "include", "include_relative", "increment", "link", "liquid"),
        *("post_url", "raw", "render", "tablerow", "unless", "when"),
    }
)

TAG = re.compile(r"\{%-?\s*+(\w*+)(?>(?:(?!%\}|\{%).){0,1000})(%\})?", re.DOTALL)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each tag that is unknown or open."""
    if "{%" not in card.text:
        return
    markup = markup_of(card)
    for match in markup.find(TAG):
        if not match[2]:
            yield Finding(markup.span(match), "the Liquid tag is not closed by `%}`")
        elif match[1] not in TAGS:
            yield Finding(markup.span(match), f"unknown Liquid tag `{match[1]}`", did_you_mean(match[1], TAGS))


RULE = CardRule("SE007", "unknown-liquid", Level.WARNING, __doc__, check)
