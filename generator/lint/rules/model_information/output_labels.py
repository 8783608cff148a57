"""Output Labels in the table are not the column that the code has the model write.

## Why

Output Labels name the column of the answers. A reader who selects the column of the table gets an error from the
pipeline of the snippet.

## Fails

The snippet of *How to use* sets `.setOutputCol("class")` on the stage that loads the model:

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Output Labels:|[ner]|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Output Labels:|[class]|
```

## Mend

Correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, within
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows
from generator.lint.stages import carrying_stages


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where no stage that loads the model writes a column of the table."""
    row = rows.find(card, "Output Labels")
    if not row:
        return
    written = {item.casefold() for item in rows.items(row.value)}
    used = [stage.output for stage in carrying_stages(card) if stage.output]
    if written and used and not written & {name.casefold() for name in used}:
        message = f"Output Labels are `{row.value}`, but the Python code sets `{used[0]}`"
        fix = fix_of([within(card, row.span.line, row.value, f"[{used[0]}]")], safe=False)
        yield Finding(row.span, message, fix=fix)


RULE = CardRule("MI008", "output-labels", Level.WARNING, __doc__, check)
