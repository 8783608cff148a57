"""The Download button leads to another model.

## Why

A card that was copied from another one keeps its button. Readers then get a model that is not the one described.

## Fails

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/film_review_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Mend

Link to this model's file, or correct the card's name or language.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.archive import archives
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each archive that is named after another model or language than the card's."""
    name, languages = card.facts.name, card.facts.languages
    for button, archive in archives(card):
        if name and archive.name != name:
            yield Finding(button.span, f"the file is of the model `{archive.name}`, but the card's name is `{name}`")
        elif len(languages) == 1 and archive.language != languages[0]:
            message = f"the file is for the language `{archive.language}`, but the card's is `{languages[0]}`"
            yield Finding(button.span, message)


RULE = CardRule("BT003", "other-models-download", Level.WARNING, __doc__, check)
