"""The Model Information table does not say which columns the model reads or writes, and the code does.

## Why

Who puts the model into a pipeline looks up the names of its columns in the table.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Input Labels:|[document, token]|
|Output Labels:|[class]|
|Language:|en|
```

## Mend

Add the rows, with the columns that the message names.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import misspelt_row, rows
from generator.lint.stages import carrying_stages
from generator.lint.words import quoted


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each of the two rows that is not there, where the stage that loads the model sets columns."""
    section = card.section("model_information")
    if not section or not card.info:
        return
    there = {rows.known(row) or misspelt_row.meant(row) for row in card.info}
    stages = carrying_stages(card) if not {"Input Labels", "Output Labels"} <= there else []
    read = next((stage.inputs for stage in stages if stage.inputs), ())
    written = next(((stage.output,) for stage in stages if stage.output), ())
    for name, columns in (("Input Labels", read), ("Output Labels", written)):
        if columns and name not in there:
            message = f"the table has no row `{name}`, and the Python code sets {quoted(columns)}"
            yield Finding(section.heading, message)


RULE = CardRule("MI013", "missing-columns", Level.INFO, __doc__, check)
