"""A label ends or begins with punctuation.

## Why

A label is compared with what the model answers, character by character. A comma within the backticks makes it another
one.

## Fails

```markdown
## Predicted Entities

`World,` `Sports,` `Business,` `Science`
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`
```

## Mend

Put the punctuation outside of the backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

#: A label of punctuation alone is one of a part-of-speech tagger; so is ``-LRB-``, and ``Inc.`` ends in a dot.
AT_THE_END = re.compile(r"""(?<=\w)(?:[,;:]+|['"])\Z|\A(?:[,;:]+|['"])(?=\w)""")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each label with a comma, semicolon, colon or half a pair of quotes at one end."""
    for entity in card.entities:
        match = AT_THE_END.search(entity.text)
        if match and not (match[0] in "'\"" and entity.text.count(match[0]) > 1):  # that of `K'iche'` is its own
            yield Finding(entity.span, f"the label `{entity.text}` holds the punctuation around it: `{match[0]}`")


RULE = CardRule("EN002", "label-punctuation", Level.WARNING, __doc__, check)
