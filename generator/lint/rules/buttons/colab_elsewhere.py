"""The button Open in Colab leads elsewhere.

## Why

Who presses it wants to run the notebook. On GitHub it can only be read, and readers have to find out how to open it.

## Fails

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Open in Colab](https://github.com/news-lab/topics/blob/main/topics.ipynb){:.button}
[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Open in Colab](https://colab.research.google.com/github/news-lab/topics/blob/main/topics.ipynb){:.button}
[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Mend

Link to Colab, which opens notebooks of GitHub: put `colab.research.google.com/github/` in the place of `github.com/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

COLAB = "https://colab.research.google.com/github/"
NOTEBOOK = re.compile(r"https?://(?:www\.)?github\.com/([^/\s]+/[^/\s]+/blob/\S+\.ipynb)", re.IGNORECASE)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such button with an address on GitHub."""
    for button in card.buttons:
        if "colab" in button.label.casefold() and (match := NOTEBOOK.match(button.url)):
            yield Finding(
                button.span, f"the button `{button.label}` leads to GitHub", f"Colab opens it at `{COLAB}{match[1]}`"
            )


RULE = CardRule("BT005", "colab-elsewhere", Level.WARNING, __doc__, check)
