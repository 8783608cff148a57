"""The licence is misspelt.

## Why

The hub filters by licence: a model under `Open Sources` is not among those under `Open Source`.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|License:|Open Sources|
|Language:|en|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|License:|Open Source|
|Language:|en|
```

## Mend

Correct the spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows

#: The two words of the hub. Any other licence is one of its own, whatever it is called.
LICENCES = ("Open Source", "Licensed")
#: From this likeness on, it is a slip of the pen.
SLIP = 0.85


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the value is nearly one of the two words; case does not matter."""
    row = rows.find(card, "License")
    if row is None:
        return
    if licence := _meant(row.value.strip("`* ").casefold()[:40]):
        yield Finding(row.span, f"unknown licence `{row.value}`", f"did you mean `{licence}`?")


@lru_cache(maxsize=64)
def _meant(written: str) -> str:
    """The word that something is nearly; empty where it is one of them, or like none."""
    likeness = {word: SequenceMatcher(None, written, word.casefold()).ratio() for word in LICENCES}
    return next((word for word, ratio in likeness.items() if SLIP <= ratio < 1), "")


RULE = CardRule("MI012", "misspelt-licence", Level.WARNING, __doc__, check)
