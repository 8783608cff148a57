"""`article_header` is empty, and its `type` stands beside it instead of in it.

## Why

YAML goes by indentation: without it, `type` is a key of the card, and the header has no type.

## Fails

```yaml
article_header:
type: cover
```

## Passes

```yaml
article_header:
  type: cover
```

## Mend

Indent `type` by two blanks.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, FrontMatter
from generator.diagnostic import Edit, Fix, Level, Span
from generator.lint.lines import line_of
from generator.lint.rule import CardRule, Finding

CHILDREN = ("type", "image")
BEGINS = (*(f"{name}:" for name in CHILDREN), " ")


def keys_out_of_place(front_matter: FrontMatter) -> list[str]:
    """The top-level keys that belong into an ``article_header`` that is there and empty."""
    values = front_matter.values
    if "article_header" not in values or values["article_header"] is not None:
        return []
    return [name for name in CHILDREN if name in values]


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each key that belongs into ``article_header``."""
    lines = _lines_below(card)
    for name in keys_out_of_place(card.front_matter):
        span = card.front_matter.key_spans.get(name, Span(card.front_matter.span.line))
        fix = Fix(tuple(Edit(Span(line), "  ") for line in lines), safe=True) if span.line in lines else None
        yield Finding(span, f"`{name}` is not indented, so `article_header` is empty", "indent it by two blanks", fix)


def _lines_below(card: Card) -> range:
    """The lines right below ``article_header`` that belong into it."""
    front_matter = card.front_matter
    header = front_matter.key_spans.get("article_header")
    if header is None:
        return range(0)
    end = header.line + 1
    while end < front_matter.span.end_line and line_of(card, end).startswith(BEGINS):
        end += 1
    return range(header.line + 1, end)


RULE = CardRule("FM008", "flat-article-header", Level.WARNING, __doc__, check)
