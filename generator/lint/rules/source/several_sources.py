"""The card links to several model repositories and does not say which of them it is about.

## Why

The hub runs no model that it would have to guess.

## Fails

```markdown
## References

- https://huggingface.co/news-lab/topic-bert
- https://huggingface.co/news-lab/topic-bert-large
```

## Passes

```markdown
## References

- https://huggingface.co/news-lab/topic-bert
```

## Mend

Give `source` in the `verify` block of the front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

SHOWN = 3


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where several repositories are linked to and none is said to be the source."""
    source = card.source
    if source.origin == "none" and len(source.candidates) > 1:
        shown = [f"`{name}`" for name in source.candidates]
        if len(shown) > SHOWN:
            shown[SHOWN:] = [f"{len(shown) - SHOWN} more"]
        names = f"{', '.join(shown[:-1])} and {shown[-1]}"
        yield Finding(
            source.span,
            f"the card links to {len(source.candidates)} model repositories: {names}",
            "say which one it is about: `source` in the `verify` block",
        )


RULE = CardRule("SO002", "several-sources", Level.INFO, __doc__, check)
