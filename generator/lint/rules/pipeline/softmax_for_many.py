r"""A model that gives several labels at once is run so that it gives one.

## Why

Classifiers of texts choose the best label (softmax) unless `setActivation("sigmoid")` tells them to judge each label by
itself. A model for several labels then answers with one of them, and its scores say nothing.

## Fails

```yaml
title: Multi-label topics of news
```

## Passes

````markdown
## How to use

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
classifier = BertForSequenceClassification.pretrained("news_topic", "en") \
    .setInputCols(["document", "token"]).setOutputCol("class") \
    .setActivation("sigmoid").setCaseSensitive(True).setMaxSentenceLength(128)
pipeline = Pipeline(stages=[document, tokenizer, classifier])
data = spark.createDataFrame([["The striker scored twice."]]).toDF("text")
```
````

## Mend

Add `.setActivation("sigmoid")` to the stage that loads the model. If each text has one label only, take *multi-label*
out of the card's name and title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.graph import Stage
from generator.lint.spark.reader import read_graph

MULTI_LABEL = re.compile(r"multi[-_ ]?label", re.IGNORECASE)
CLASSIFIER = "ForSequenceClassification"
SETTER = "setActivation"


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for the stage that loads the card's model, where the card says that it gives several labels."""
    title = card.front_matter.texts.get("title", "")
    if not MULTI_LABEL.search(f"{card.facts.name} {title}"):
        return
    for stage in read_graph(card).stages:
        if _is_softmax(stage) and card.facts.name in _loaded(stage):
            message = f"`{stage.name.text}` gives one label here, and the card is about a multi-label model"
            yield Finding(stage.name.span, message, f'add `.{SETTER}("sigmoid")`')


def _is_softmax(stage: Stage) -> bool:
    able = stage.facts is not None and SETTER in stage.facts.setters
    return able and stage.name.text.endswith(CLASSIFIER) and all(call.name.text != SETTER for call in stage.calls)


def _loaded(stage: Stage) -> tuple[str, ...]:
    """The texts that ``pretrained`` is given."""
    call = stage.pretrained
    return tuple(text.text for text in call.texts or ()) if call else ()


RULE = CardRule("PL010", "softmax-for-many", Level.WARNING, __doc__, check)
