"""No sample input was found in the Python snippets.

## Why

The hub runs a model on the sample of its card and shows the answer. Without one, readers see no answer.

## Fails

```python
pipeline = PretrainedPipeline("news_topic", "en")
```

## Passes

```python
pipeline = PretrainedPipeline("news_topic", "en")
pipeline.annotate("The striker scored twice in the last minutes.")
```

## Mend

Build the data frame in the snippet, or give `samples` in the `verify` block of the front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level, Span
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import python_blocks

#: In the names of tasks whose input is no text.
IMAGES = "ocr"


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where there are Python snippets, and neither a sample nor a placeholder in words in them."""
    found, blocks = card.sample_input, python_blocks(card)
    given = card.verify and card.verify.samples
    in_words = found.placeholder and found.placeholder.text.strip()
    reads_text = not any(IMAGES in task.casefold() for task in card.facts.tasks)
    if blocks and reads_text and not (given or found.samples or in_words):
        yield Finding(Span(blocks[0].span.line), "no sample input can be read from the Python snippets")


RULE = CardRule("SA002", "no-sample", Level.INFO, __doc__, check)
