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

#: All codes of ISO 639-1, which takes no new ones: most cards need no larger table.
TWO_LETTERS = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 - read more easily than 183 quoted codes
)


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
    if code == SEVERAL or code in TWO_LETTERS:
        return True
    from langcodes import tag_is_valid  # noqa: PLC0415 - its tables take 50 ms to load

    return tag_is_valid(code)


RULE = CardRule("FM010", "unknown-language", Level.WARNING, __doc__, check)
