"""`nlu.load` names a model of another language than the card's.

## Why

Readers load a model that the card is not about: mostly the snippet of another card was copied.

## Fails

````markdown
## How to use

{:.nlu-block}
```python
import nlu
nlu.load("de.classify.news").predict("The striker scored twice.")
```
````

## Passes

````markdown
## How to use

{:.nlu-block}
```python
import nlu
nlu.load("en.classify.news").predict("The striker scored twice.")
nlu.load("classify.news").predict("The striker scored twice.")
```
````

## Mend

Name the card's model, or correct the `language` of the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.nlu import references
from generator.lint.rule import CardRule, Finding
from generator.lint.words import quoted

#: How a name of NLU begins that tells its language.
LANGUAGE = re.compile(r"([a-z]{2})\.")
#: Codes that cards and models use for one another.
NORWEGIAN = frozenset({"no", "nb", "nn"})


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each name that begins with the code of another language."""
    languages = {language.casefold().partition("-")[0] for language in card.facts.languages}
    if languages & NORWEGIAN:
        languages |= NORWEGIAN
    for reference in references(card) if languages else ():
        for name in reference.text.split():
            code = LANGUAGE.match(name)
            if code and code[1] not in languages:
                what = "for several languages" if code[1] == "xx" else f"for the language `{code[1]}`"
                message = f"`{name}` is a model {what}, the card's is for {quoted(card.facts.languages)}"
                yield Finding(reference.span, message, "name the card's model")


RULE = CardRule("NL002", "nlu-reference-language", Level.WARNING, __doc__, check)
