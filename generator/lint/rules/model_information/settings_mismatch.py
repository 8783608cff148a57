"""Case sensitive or Max sentence length in the table are not what the code sets.

## Why

Both change what the model answers: a model that learnt lower-case words does not know others, and words beyond the
limit are cut off. A reader cannot know which of the two was measured.

## Fails

The snippet of *How to use* sets `.setCaseSensitive(True)` on the stage that loads the model:

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Case sensitive:|false|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Case sensitive:|true|
```

## Mend

Correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import misspelt_row, rows
from generator.lint.stages import Stage, carrying_stages

CASES = {"true": True, "false": False}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each of the two that no stage sets as the table has it, if any stage sets it."""
    stages = carrying_stages(card)
    for row in card.info:
        name = rows.known(row) or misspelt_row.meant(row)
        written, used = _settings(name, row.value.strip("` ").casefold(), stages)
        if written is not None and used and written not in used:
            yield Finding(row.span, f"{name} is `{row.value}`, but the Python code sets `{used[0]}`")


def _settings(name: str | None, value: str, stages: list[Stage]) -> tuple[object, list[object]]:
    """What the row says, and what the stages set; the first is ``None`` where it says nothing that can be set."""
    if name == "Case sensitive":
        return CASES.get(value), [stage.case_sensitive for stage in stages if stage.case_sensitive is not None]
    if name == "Max sentence length" and value.isascii() and value.isdecimal():
        return int(value[:9]), [stage.max_length for stage in stages if stage.max_length is not None]
    return None, []


RULE = CardRule("MI010", "settings-mismatch", Level.WARNING, __doc__, check)
