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
from generator.diagnostic import Fix, Level, Span
from generator.lint.lines import line_count, line_of
from generator.lint.rule import CardRule, Finding

#: What stands before and behind a link that is all of an item.
ITEMS = {("-", ""), ("*", ""), ("+", ""), ("-", "."), ("*", "."), ("+", ".")}

LISTS = ("references", "data_source")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each link that stood before in the same section."""
    for title, links in _lists(card):
        first: dict[str, int] = {}
        for link in links:
            line = first.setdefault(link.url.rstrip("/"), link.span.line)
            if line != link.span.line:
                message = f"this link stands in {title} already, in line {line}"
                yield Finding(link.span, message, fix=_fix(card, link.span))


def _fix(card: Card, span: Span) -> Fix | None:
    """The line taken out, where it is an item of a list that holds nothing but the link."""
    if span.line != span.end_line or span.line == line_count(card):
        return None
    line = line_of(card, span.line)
    around = (line[: span.column - 1].strip(), line[span.end_column - 1 :].strip())
    return Fix.replace(Span(span.line, 1, span.line + 1, 1), "", safe=False) if around in ITEMS else None


def _lists(card: Card) -> Iterator[tuple[str, list[Link]]]:
    """The sections that list links, each with its links."""
    headings = [section.heading.line for section in card.sections]
    for section in card.sections:
        if section.key in LISTS:
            begin = section.heading.line
            end = min((line for line in headings if line > begin), default=math.inf)
            yield section.title, [link for link in card.links if begin < link.span.line < end]


RULE = CardRule("LK001", "duplicate-reference", Level.WARNING, __doc__, check)
