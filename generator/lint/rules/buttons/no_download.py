"""Among the buttons of a card, the one for the download is missing or disabled.

## Why

A reader who is shown a demo and a notebook wants the model next. Without a download the card leads nowhere.

## Fails

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Live Demo](https://example.org/demo){:.button}
<button class="button" disabled>Download</button>
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Live Demo](https://example.org/demo){:.button}
[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Mend

Add the button. A card that names its source in the `verify` block needs none, and SO001 looks at cards without any
button.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.archive import DOWNLOADS
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where there are buttons, and none of them leads to a download."""
    if card.source.origin == "verify":
        return
    downloads = [button for button in card.buttons if button.label in DOWNLOADS]
    if card.buttons and not any(button.enabled and button.url for button in downloads):
        if downloads:
            yield Finding(downloads[0].span, f"the button `{downloads[0].label}` leads nowhere")
        else:
            yield Finding(card.buttons[0].span, "there is no button `Download` beside this one")


RULE = CardRule("BT001", "no-download", Level.WARNING, __doc__, check)
