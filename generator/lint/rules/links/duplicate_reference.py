"""A link stands twice among the references or the data sources.

## Why

The second one tells readers nothing; often another link was meant.

## Fails

```markdown
## References

- https://huggingface.co/news-lab/topic-bert
- https://example.org/paper
- https://example.org/paper
```

## Passes

```markdown
## References

- https://huggingface.co/news-lab/topic-bert
- https://example.org/paper
```

## Mend

Take the second one out, or put the link that was meant in its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.card import Card, Link
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

LISTS = ("references", "data_source")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each link that stood before in the same section."""
    for title, links in _lists(card):
        first: dict[str, int] = {}
        for link in links:
            line = first.setdefault(link.url.rstrip("/"), link.span.line)
            if line != link.span.line:
                yield Finding(link.span, f"this link stands in {title} already, in line {line}")


def _lists(card: Card) -> Iterator[tuple[str, list[Link]]]:
    """The sections that list links, each with its links."""
    headings = [section.heading.line for section in card.sections]
    for section in card.sections:
        if section.key in LISTS:
            begin = section.heading.line
            end = min((line for line in headings if line > begin), default=math.inf)
            yield section.title, [link for link in card.links if begin < link.span.line < end]


RULE = CardRule("LK001", "duplicate-reference", Level.WARNING, __doc__, check)
