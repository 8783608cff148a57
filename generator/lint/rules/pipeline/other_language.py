"""The snippet loads the card's model in another language than the card's.

## Why

Name and language together are what the model is found by. With the wrong one, the download fails or brings another
model.

## Fails

The card's language is `en`:

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
classifier = (
    BertForSequenceClassification.pretrained("news_topic", "de")
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

Write the language of the front matter in the code, or correct that: a model for several languages has `xx` in both.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, Text
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.spark.calls import Call
from generator.lint.spark.reader import read_graph
from generator.lint.words import quoted


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each call that loads the card's model with a language that is not the card's."""
    name, languages = card.facts.name, card.facts.languages
    for call in read_graph(card).loads if name and languages else ():
        language = _language(call) if call.texts and call.texts[0].text == name else None
        if language and language.text not in languages:
            message = f"the snippet loads language `{language.text}`, but the card's is {quoted(languages)}"
            yield Finding(language.span, message)


def _language(call: Call) -> Text | None:
    """The language that a call asks for: its second argument, or ``lang=``."""
    return call.texts[1] if call.texts and len(call.texts) > 1 else call.keywords.get("lang")


RULE = CardRule("PL009", "other-language", Level.WARNING, __doc__, check)
