"""The text holds a control character, or the sign for a character that was lost.

## Why

Control characters are not seen and mean nothing in Markdown. They break copied commands, JSON and search. `U+FFFD`
stands where some program could not read a character: what it was is gone.

## Fails

```markdown
## Limits

The city of Malm\ufffd is missing.
```

## Passes

```markdown
## Limits

The city of Malmö is missing.
```

## Mend

Take the character out, or write what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.places import span_of
from generator.lint.rule import CardRule, Finding

#: Those that Unicode calls controls and that no text needs; tab, line feed and carriage return are left out.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]+")
LOST = "\ufffd"
#: Every byte but the controls.
HARMLESS = bytes(byte for byte in range(256) if not CONTROLS.match(chr(byte)))


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each stretch of such characters."""
    # Going through the bytes takes a tenth of the time, and hardly any card has one.
    if LOST not in card.text and not card.text.encode(errors="replace").translate(None, HARMLESS):
        return
    for match in CONTROLS.finditer(card.text):
        what = "a character was lost" if match[0][0] == LOST else "control character"
        yield Finding(span_of(card.text, *match.span()), f"{what}: U+{ord(match[0][0]):04X}")


RULE = CardRule("TX002", "control-character", Level.WARNING, __doc__, check)
