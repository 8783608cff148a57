"""The snippet loads another model than the card's own.

## Why

Readers who copy the snippet get a model that the card does not describe: mostly the snippet was taken over from the
card of a sibling.

## Fails

The card's name is `news_topic`:

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
classifier = (
    BertForSequenceClassification.pretrained("news_topic_large", "en")
    .setInputCols("document", "token")
    .setOutputCol("class")
)
pipeline = Pipeline(stages=[document, tokenizer, classifier])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
classifier = (
    BertForSequenceClassification.pretrained("news_topic", "en")
    .setInputCols("document", "token")
    .setOutputCol("class")
)
pipeline = Pipeline(stages=[document, tokenizer, classifier])
```

## Mend

Load the model under the name of the front matter, or correct that. Of several models that the snippet loads, the one
with the nearest name is taken for the card's; where none is near, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.card import Card, Text
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.reader import read_graph

#: Of 1. Names of sibling models share at least so much of their letters.
NEAR = 0.65

#: Comparing names costs time. No snippet for readers loads so many models.
MOST_LOADS = 20


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where no call loads the card's model, and one loads a model of a similar name."""
    name = card.facts.name
    loads = read_graph(card).loads
    loaded = [call.texts[0] for call in loads if call.texts]
    if not name or len(loaded) < len(loads) or len(loads) > MOST_LOADS or name in {text.text for text in loaded}:
        return
    nearest = max(loaded, key=lambda text: _likeness(text, name), default=None)
    if nearest and _likeness(nearest, name) >= NEAR:
        yield Finding(nearest.span, f"the snippet loads `{nearest.text}`, but the card is about `{name}`")


def _likeness(text: Text, name: str) -> float:
    return SequenceMatcher(None, text.text[: 2 * len(name)], name).ratio()


RULE = CardRule("PL008", "other-model", Level.WARNING, __doc__, check)
