"""A value of the front matter is of a type that its key cannot have.

## Why

The hub cannot read such a value and goes on as if it were absent: `supported: "yes"` is a text, so the model is not
shown as supported. `supported: yes`, without quotes, is a flag to some programs and a text to others: YAML 1.2, which
most editors read, knows `true` and `false` only.

## Fails

```yaml
supported: "yes"
deprecated: no
tags: en, open_source
```

## Passes

```yaml
supported: true
deprecated: false
tags: [en, open_source]
```

## Mend

Write flags as `true` or `false` without quotes, lists as `[a, b]`, everything else as one plain value.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.card import Card, YamlValue
from generator.diagnostic import Level
from generator.lint.edits import fix_of, swap
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.front_matter.keys import KEYS, Kind

WORDS: dict[Kind, str] = {
    "text": "one plain value",
    "date": "a date",
    "flag": "`true` or `false`",
    "list": "a list of plain values",
    "mapping": "a mapping",
}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each known key whose value is of another kind."""
    for name, value in card.front_matter.values.items():
        key = KEYS.get(name)
        if key and value is not None and not any(_is(value, kind) for kind in key.kinds):
            expected = " or ".join(WORDS[kind] for kind in key.kinds)
            message = f"`{name}` is {_described(value)}, expected {expected}"
            yield Finding(card.front_matter.where(name), message)
        elif isinstance(value, bool) and key and "flag" in key.kinds:
            yield from _old_flag(card, name, flag="true" if value else "false")


def _old_flag(card: Card, name: str, *, flag: str) -> Iterator[Finding]:
    """A finding where a flag is written as YAML 1.1 has it: ``yes``, ``no``, ``on``, ``off``."""
    text, span = card.front_matter.texts[name], card.front_matter.where(name)
    if text.lower() != flag:
        message = f"`{name}` is `{text}`, which many programs read as a text, expected `{flag}`"
        yield Finding(span, message, fix=fix_of([swap(card, span, text, flag)], safe=True))


def _is(value: YamlValue, kind: Kind) -> bool:
    match kind:
        case "flag":
            return isinstance(value, bool)
        case "mapping":
            return isinstance(value, dict)
        case "list":
            return isinstance(value, list) and not any(isinstance(item, list | dict) for item in value)
        case "text" | "date":  # whether a text is a date is FM004's question
            return not isinstance(value, list | dict)


def _described(value: YamlValue) -> str:
    if isinstance(value, list) and any(isinstance(item, list | dict) for item in value):
        return "a list with nested values"
    # bool before int, since every bool is an int
    words = {bool: "a flag", int: "a number", float: "a number", date: "a date", list: "a list", dict: "a mapping"}
    return next((word for kind, word in words.items() if isinstance(value, kind)), "a text")


RULE = CardRule("FM002", "wrong-type", Level.ERROR, __doc__, check)
