"""The text counts other labels than Predicted Entities lists.

## Why

Either a label is missing in the list or the sentence is left over from another card. Readers cannot know which.

## Fails

```markdown
## Description

Classifies news into five topics.
```

## Passes

```markdown
## Description

Classifies news into four topics.
```

## Mend

Correct the number or the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
VALUES = {word: number for number, word in enumerate(NUMBERS, start=2)}

#: Sentences in which the model's own labels are counted, and all of them.
COUNT = re.compile(
    r"\b(?:detects?|predicts?|recogni[sz]es?|finds?|"
    r"(?:classif(?:y|ies)|sorts?)\b[^.\n]{0,60}? in(?:to)?)"
    rf" (\d{{1,3}}|{'|'.join(NUMBERS)}) (?:different )?(?:types of |kinds of )?"
    r"(?:entities|categories|classes|labels|topics|emotions)\b(?! and\b)",
    re.IGNORECASE,
)
PREFIX = re.compile(r"[BIESLU][-_](?=.)")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each count that is not the number of labels, with or without what marks their borders."""
    labels = {entity.text for entity in card.entities}
    if len(labels) < len(card.entities) or not labels:  # EN001 says so; the count may be right once it is mended
        return
    kinds = {PREFIX.sub("", label, count=1) for label in labels} - {"O"}
    markup = markup_of(card)
    for match in markup.find(COUNT):
        counted = VALUES.get(match[1].casefold()) or int(match[1])
        if counted not in (len(labels), len(kinds)):
            message = f"the text counts {counted}, but Predicted Entities lists {len(kinds)}"
            yield Finding(markup.span(match), message)


RULE = CardRule("EN003", "label-count", Level.WARNING, __doc__, check)
