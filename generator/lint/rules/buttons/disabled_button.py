"""A button is disabled.

## Why

A button that does nothing promises what is not there. Many hubs show one on purpose where there is no demo; so this is
checked on demand only.

## Fails

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

<button class="button" disabled>Live Demo</button>
[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Live Demo](https://example.org/demo){:.button}
[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Mend

Link to the demo or notebook, or take the button out.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.archive import DOWNLOADS
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each disabled button."""
    for button in card.buttons:
        if not button.enabled and button.label not in DOWNLOADS:  # BT001 looks at that one
            yield Finding(button.span, f"the button `{button.label}` is disabled")


RULE = CardRule("BT004", "disabled-button", Level.INFO, __doc__, check, opt_in=True)
