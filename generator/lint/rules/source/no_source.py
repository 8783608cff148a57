"""The card names no source from which the model could be run.

## Why

The Download is for Spark NLP. What the card claims is verified with the model on the Hugging Face Hub that it was made
from, or with weights in the hub; where neither is known, nothing can be run.

## Fails

```markdown
## References

Trained on news from 2023.
```

## Passes

```markdown
## References

- https://huggingface.co/news-lab/topic-bert
```

## Mend

Link to the model's repository on the Hugging Face Hub, or give `source` in the `verify` block of the front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.source import only_data_set


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where there is neither a source nor a link that could be meant as one."""
    source = card.source
    if source.origin == "none" and not source.candidates and not only_data_set.data_set_links(card):
        yield Finding(source.span, f"the model cannot be run here: {source.problem}")


RULE = CardRule("SO001", "no-source", Level.INFO, __doc__, check)
