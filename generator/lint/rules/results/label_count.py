"""The text says another number of labels than Predicted Entities names.

## Why

One of the two is not up to date, so readers do not know which labels the model gives.

## Fails

```markdown
## Description

This model recognizes three labels in the news.
```

## Passes

```markdown
## Description

This model recognizes four labels in the news.
```

## Mend

Correct the number, or the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level, Span
from generator.lint.labels import named
from generator.lint.rule import CardRule, Finding

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 2)}
_SAID = re.compile(
    r"\b(?:predicts?|recogni[sz]es?|detects?|classif(?:y|ies)|identif(?:y|ies)|extracts?|finds?)\b[^.\n]{0,40}?"
    rf"\b(?P<number>{'|'.join(_NUMBERS)}|\d{{1,3}})\s+(?:different\s+|types\s+of\s+)?"
    r"(?:entities|entity types|labels|classes|categories)\b",
    re.IGNORECASE,
)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the description says a number of labels that is not the list's."""
    section = card.section("description")
    match = _SAID.search(section.prose) if section else None
    labels = len(named(card))
    if section is None or match is None or not labels:
        return
    number = _NUMBERS.get(match["number"].casefold()) or int(match["number"])
    if number != labels:
        at = section.body.find(match[0])
        before = section.body[: max(at, 0)]
        line = section.heading.line + 1 + before.count("\n")
        column = len(before) - before.rfind("\n") if at >= 0 else 1
        message = f"the text says {match['number']} labels, and Predicted Entities names {labels}"
        yield Finding(Span(line, column), message)


RULE = CardRule("RE004", "label-count", Level.WARNING, __doc__, check)
