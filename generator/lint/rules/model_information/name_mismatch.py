"""Model Name in the table is not the name of the front matter.

## Why

A reader copies the name from the table into `pretrained(…)`, and another model or none is loaded.

## Fails

```markdown
## Model Information

|Model Name:|news_subject|
|Compatibility:|Spark NLP 5.3.0+|
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

Correct the one that is wrong. Where a Download button leads to a file that is named after its model, that name is said:
it is the one that `pretrained(…)` finds.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Fix, Level, Span
from generator.lint.archive import archives
from generator.lint.lines import line_of
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows
from generator.lint.words import quoted


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the two names differ."""
    row = rows.find(card, "Model Name")
    if row and card.facts.name and (written := row.value.strip("`* ")) != card.facts.name:
        message = f"Model Name is `{written}`, but the front matter says `{card.facts.name}`"
        downloads = {archive.name for _, archive in archives(card)}
        hint = f"the download is of {quoted(sorted(downloads))}" if downloads else ""
        fix = _fix(card, row.span.line, written) if downloads <= {card.facts.name} else None
        yield Finding(row.span, message, hint, fix)


def _fix(card: Card, line: int, written: str) -> Fix | None:
    """The name of the front matter in the table's place, where there is no doubt about which place that is."""
    text = line_of(card, line)
    if not written or text.count(written) != 1:
        return None
    column = text.index(written) + 1
    return Fix.replace(Span(line, column, line, column + len(written)), card.facts.name, safe=False)


RULE = CardRule("MI004", "name-mismatch", Level.WARNING, __doc__, check)
