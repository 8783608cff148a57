"""Compatibility in the table is not the edition of the front matter.

## Why

Both say from which release of which library on the model can be loaded. A reader who believes the lower one, or who has
another library of the family, gets an error.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.2.0+|
|Language:|en|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, InfoRow
from generator.diagnostic import Level
from generator.lint.edits import fix_of, within
from generator.lint.release import release, version_in
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for Compatibility or Edition where it states another release than the front matter."""
    for name in ("Compatibility", "Edition"):
        row = rows.find(card, name)
        if row:
            yield from _compare(card, row, card.facts.edition)


def _compare(card: Card, row: InfoRow, edition: str) -> Iterator[Finding]:
    if _contradict(row.value, edition):
        written, claimed = version_in(row.value), version_in(edition)
        message = f"{row.name} is `{row.value}`, but the front matter's edition is `{edition}`"
        differ = release(written) != release(claimed)
        fix = fix_of([within(card, row.span.line, written, claimed)], safe=False) if differ else None
        yield Finding(row.span, message, fix=fix)


def _contradict(one: str, other: str) -> bool:
    """Whether two texts name two releases, or two libraries."""
    versions = version_in(one), version_in(other)
    if not all(versions):
        return False
    libraries = {_library(one), _library(other)} - {""}
    return release(versions[0]) != release(versions[1]) or len(libraries) > 1


def _library(text: str) -> str:
    """What stands before the version: ``spark nlp for healthcare``."""
    return " ".join(text.partition(version_in(text))[0].split()).casefold()


RULE = CardRule("MI006", "version-mismatch", Level.WARNING, __doc__, check)
