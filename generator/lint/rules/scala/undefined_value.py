"""A Scala snippet uses a value that nothing defines.

## Why

It does not compile: mostly a stage was renamed in one place and not in the other.

## Fails

````markdown
## How to use

```scala
val document = new DocumentAssembler().setInputCol("text").setOutputCol("document")
val pipeline = new Pipeline().setStages(Array(document, tokenizer))
```
````

## Passes

````markdown
## How to use

```scala
val document = new DocumentAssembler().setInputCol("text").setOutputCol("document")
val tokenizer = new Tokenizer().setInputCols("document").setOutputCol("token")
val pipeline = new Pipeline().setStages(Array(document, tokenizer))
```
````

## Mend

Define the value with `val`, or correct its spelling. Only names in lower case count, and not what every Spark shell has
at hand (`spark`, `col`, `println` …). The blocks share their values in order; a block that does not parse, imports all
of a library that is not known, or leaves something out with `...` is not checked, nor is anything after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.scala import ScalaSnippet, in_card, scala_blocks
from generator.lint.words import did_you_mean

#: What a Spark shell and Scala itself have at hand, and the packages that names begin with.
PRELUDE = frozenset(
    {
        *("spark", "sc", "sqlContext", "sql", "display", "dbutils", "spark_session", "session"),
        *(
            "println",
            "print",
            "printf",
            "assert",
            "require",
            "identity",
            "implicitly",
            "classOf",
            "locally",
            "sys",
            "math",
        ),
        *(
            "col",
            "lit",
            "expr",
            "explode",
            "udf",
            "when",
            "concat",
            "array",
            "size",
            "split",
            "struct",
            "regexp_replace",
        ),
        *("com", "org", "scala", "java", "javax", "this", "super"),
    }
)

#: Looking for a near name costs time for each one that is defined. No snippet for readers has so many.
MANY_NAMES = 500


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each value that is used before any block defines it."""
    known: set[str] = set(PRELUDE)
    for block, snippet in takewhile(lambda pair: _is_clear(pair[1]), scala_blocks(card)):
        defined = snippet.names.defined
        reported: set[str] = set()
        for use in snippet.names.free:
            if use.name not in known | reported:
                reported.add(use.name)
                span = in_card(block, snippet, use.start, use.end)
                help_ = "define it with `val`" if use.assigned else _hint(use.name, defined)
                yield Finding(span, f"undefined value `{use.name}`", help_)
        known |= defined | reported


def _is_clear(snippet: ScalaSnippet) -> bool:
    return snippet.whole and not snippet.names.open


def _hint(name: str, defined: frozenset[str]) -> str:
    if name in defined:
        return "it is defined further down"
    return did_you_mean(name, defined) if len(defined) <= MANY_NAMES else ""


RULE = CardRule("SC002", "undefined-value", Level.WARNING, __doc__, check)
