"""A language of the card is no language code.

## Why

Readers look models up by language, and `pretrained(…)` takes the code. A country's code (`jp`) or a language's name
(`english`) is found by neither.

## Fails

```yaml
language: english
tags: [english, open_source]
```

## Passes

```yaml
language: en
tags: [en, open_source]
```

## Mend

Write the code of BCP 47, mostly two letters of ISO 639-1, else three of ISO 639-3. A model of several languages lists
their codes, or has `xx`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

#: What Spark NLP writes for several languages.
SEVERAL = "xx"


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each language that is no code in use today."""
    for number, code in enumerate(card.facts.languages):
        if not known(code):
            path = f"language[{number}]" if isinstance(card.front_matter.values.get("language"), list) else "language"
            message = f"`{code}` is no language code that is in use"
            help_ = f"write a code such as `en` or `grc`, or `{SEVERAL}` for several languages"
            yield Finding(card.front_matter.where(path), message, help_)


@lru_cache(maxsize=1024)
def known(code: str) -> bool:
    """Whether a text is a valid BCP 47 tag or ``xx``."""
    from langcodes import tag_is_valid  # noqa: PLC0415 - its tables take 50 ms, and not every command reads languages

    return code == SEVERAL or tag_is_valid(code)


RULE = CardRule("FM010", "unknown-language", Level.WARNING, __doc__, check)
