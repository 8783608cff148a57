"""Input Labels in the table are not the columns that the code gives the model.

## Why

Input Labels are the columns that the model reads. Where the table and the snippet differ, a pipeline that was built
from the table fails with a missing column.

## Fails

The snippet of *How to use* sets `.setInputCols(["document", "token"])` on the stage that loads the model:

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Input Labels:|[sentence, token]|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Input Labels:|[document, token]|
```

## Mend

Correct the one that is wrong. The order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, within
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows
from generator.lint.stages import carrying_stages
from generator.lint.words import quoted


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where no stage that loads the model reads the columns of the table."""
    row = rows.find(card, "Input Labels")
    if not row:
        return
    written = {item.casefold() for item in rows.items(row.value)}
    used = [stage.inputs for stage in carrying_stages(card) if stage.inputs]
    if written and used and all(written != {name.casefold() for name in names} for names in used):
        message = f"Input Labels are `{row.value}`, but the Python code sets {quoted(used[0])}"
        fix = fix_of([within(card, row.span.line, row.value, f"[{', '.join(used[0])}]")], safe=False)
        yield Finding(row.span, message, fix=fix)


RULE = CardRule("MI007", "input-labels", Level.WARNING, __doc__, check)
