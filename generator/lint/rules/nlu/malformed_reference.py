"""`nlu.load` is given something that cannot be the name of a model.

## Why

NLU splits what it is given at each blank and looks up every part, so that a name with a blank in it, with nothing
between two dots, or with a dot at its end finds no model.

## Fails

````markdown
## How to use

{:.nlu-block}
```python
import nlu
nlu.load("en.classify.news.").predict("The striker scored twice.")
```

{:.nlu-block}
```python
import nlu
nlu.load("xx.Old Norse.translate_to.English").predict("Hrafn flaug austan af hám meiði.")
```
````

## Passes

````markdown
## How to use

{:.nlu-block}
```python
import nlu
nlu.load("en.classify.news").predict("The striker scored twice.")
nlu.load("sentiment en.ner").predict("The striker scored twice.")
```
````

## Mend

Write the name as NLU's list of models has it. Several models in one text are fine: one blank between two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.nlu import references
from generator.lint.rule import CardRule, Finding

#: No part of a name begins so. Words with blanks between that do are the name of something, not several models.
WORD = re.compile(r"(?:^|[. ])[A-Z(]")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each name that NLU cannot know."""
    for reference in references(card):
        if trouble := _trouble(reference.text):
            message = f"`nlu.load` is given `{reference.text}`, which {trouble}"
            yield Finding(reference.span, message, "write the name as NLU's list of models has it")


def _trouble(name: str) -> str:
    if not name.strip():
        return "names nothing"
    if name != name.strip() or (re.search(r"\s", name) and WORD.search(name)):
        return "NLU takes apart at its blanks"
    parts = name.split()
    if any(part.endswith(".") for part in parts):
        return "ends with a dot"
    return "has nothing between its dots" if any("" in part.split(".") for part in parts) else ""


RULE = CardRule("NL001", "malformed-nlu-reference", Level.ERROR, __doc__, check)
