"""The card links to a data set on the Hugging Face Hub, but to no model.

## Why

The data that a model was trained on cannot be run. Often the link to the model was meant.

## Fails

```markdown
## References

- https://huggingface.co/datasets/imdb
```

## Passes

```markdown
## References

- https://huggingface.co/datasets/imdb
- https://huggingface.co/film-lab/review-bert
```

## Mend

Link to the model's repository too, or give `source` in the `verify` block of the front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, Link
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

DATA_SETS = ("https://huggingface.co/datasets/", "http://huggingface.co/datasets/")


def data_set_links(card: Card) -> list[Link]:
    """The links to data sets on the Hugging Face Hub."""
    return [link for link in card.links if link.url.startswith(DATA_SETS)]


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where data sets are linked to and nothing says where the model is."""
    links = data_set_links(card)
    if links and card.source.origin == "none" and not card.source.candidates:
        yield Finding(links[0].span, f"`{links[0].url}` is a data set, and {card.source.problem}")


RULE = CardRule("SO003", "only-data-set", Level.WARNING, __doc__, check)
