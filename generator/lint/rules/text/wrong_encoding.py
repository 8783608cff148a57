"""A piece of the text was decoded with the wrong encoding.

## Why

`ðŸš€` was a rocket once, `â€™` an apostrophe: UTF-8 that some program took for Windows-1252 and saved again. Readers
see rubbish, and in a label or a sample the model sees it too.

## Fails

```markdown
## Description

Sorts news into four topics, at scale ðŸš€.
```

## Passes

```markdown
## Description

Sorts news into four topics, at scale 🚀.
```

## Mend

Write the character that was meant; the message shows it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Fix, Level, Span
from generator.lint.rule import CardRule, Finding

LAST_BYTE = 0xFF

#: What Windows-1252 makes of the bytes 80 to BF. The five that it leaves open come out as control characters.
CONTINUATION = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0))

#: Closing quotation marks stand behind capital letters in sound text, too.
QUOTES = "\u00bb\u2018\u2019\u201c\u201d"

#: Characters that were two, three or four bytes of UTF-8.
GARBLED = re.compile(
    rf"[ÂÃ][{CONTINUATION.translate(dict.fromkeys(map(ord, QUOTES)))}]"
    rf"|[à-ï][{CONTINUATION}]{{2}}|[ð-ô][{CONTINUATION}]{{3}}"
)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each stretch of characters that make sense as UTF-8, taken back to bytes."""
    if card.text.isascii():
        return
    starts = [0, *(match.end() for match in re.finditer("\n", card.text))]
    for match in GARBLED.finditer(card.text):
        if meant := _meant(match[0]):
            line = bisect_right(starts, match.start())
            column = match.start() - starts[line - 1] + 1
            span = Span(line, column, line, column + len(match[0]))
            message = f"`{match[0]}` is `{meant}`, decoded with the wrong encoding"
            yield Finding(span, message, fix=Fix.replace(span, meant, safe=False))


def _meant(garbled: str) -> str:
    try:
        return b"".join(char.encode("latin-1" if ord(char) <= LAST_BYTE else "cp1252") for char in garbled).decode()
    except UnicodeDecodeError:
        return ""


RULE = CardRule("TX001", "wrong-encoding", Level.WARNING, __doc__, check)
