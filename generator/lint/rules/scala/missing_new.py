"""A Scala snippet creates a stage without `new`.

## Why

The classes of Spark NLP and Spark ML have no factory of that kind: `DocumentAssembler()` does not compile.

## Fails

````markdown
## How to use

```scala
val document = DocumentAssembler().setInputCol("text").setOutputCol("document")
```
````

## Passes

````markdown
## How to use

```scala
val document = new DocumentAssembler().setInputCol("text").setOutputCol("document")
val tokens = RegexTokenizer.pretrained("tokens", "en")
```
````

## Mend

Write `new` before the class. What is loaded needs neither `new` nor brackets: `NerDLModel.pretrained("ner_dl")`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Fix, Level, Span
from generator.lint.edits import fix_of, swap
from generator.lint.rule import CardRule, Finding
from generator.lint.scala import in_card, scala_blocks

#: A method that only stages have. Collections and case classes, which need no ``new``, have no setters.
SETTER = re.compile(r"set[A-Z]\w*")
#: Brackets with nothing in them, and what is called on the class.
BARE = re.compile(r"\(\)\s*\.")
LOADERS = frozenset({"pretrained", "load", "loadSavedModel"})
#: Classes that are mostly created without a setter.
PIPELINES = frozenset({"Pipeline", "LightPipeline", "RecursivePipeline"})


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each stage or pipeline that is called like a function."""
    for block, snippet in scala_blocks(card):
        for stage in snippet.stages:
            name, method = stage.annotator, stage.methods[0] if stage.methods else ""
            if stage.called and (name in PIPELINES or method in LOADERS or SETTER.fullmatch(method)):
                span = in_card(block, snippet, stage.start, stage.start + len(name))
                mend = f"write `{name}.{method}(…)`" if method in LOADERS else f"write `new {name}(…)`"
                loaded = BARE.match(snippet.code, stage.start + len(name)) is not None if method in LOADERS else None
                fix = _fix(card, span, name, bare=loaded)
                yield Finding(span, f"`{name}(…)` without `new` does not compile", mend, fix)


def _fix(card: Card, span: Span, name: str, *, bare: bool | None) -> Fix | None:
    """``new`` before the class, or no brackets behind one that is loaded."""
    if bare is None:
        return fix_of([swap(card, span, name, f"new {name}")], safe=True)
    behind = Span(span.line, span.column, span.line, span.end_column + len("()"))
    return fix_of([swap(card, behind, f"{name}()", name)], safe=True) if bare else None


RULE = CardRule("SC003", "missing-new", Level.WARNING, __doc__, check)
