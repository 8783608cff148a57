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
from collections.abc import Iterator
from functools import lru_cache

from generator.card import Card
from generator.diagnostic import Fix, Level, Span
from generator.lint.rule import CardRule, Finding

#: A byte becomes a character of an old code page, so two or more stand for each that was there; a blank may be one of
#: them. Lines in other scripts, or with an accent within a word, need no closer look.
SUSPICIOUS = r"[\x80-\u25ff\uf8ff\ufb01\ufb02][\x80-\u25ff\uf8ff\ufb01\ufb02 ]"

#: A stretch in which every character may be a piece of another one.
PIECES = re.compile(r"[^\x00-\x7f]+")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each stretch of characters that ftfy finds to be others, decoded with the wrong encoding."""
    if card.text.isascii() or not (suspicious := re.compile(SUSPICIOUS)).search(card.text):
        return
    for number, line in enumerate(card.text.split("\n"), start=1):
        if not suspicious.search(line) or (mended := _mended(line)) == line:
            continue
        for begin, end, meant in list(_stretches(line)) or [_difference(line, mended)]:
            span = Span(number, begin + 1, number, end + 1)
            message = f"`{line[begin:end]}` is `{meant}`, decoded with the wrong encoding"
            yield Finding(span, message, fix=Fix.replace(span, meant, safe=False))


def _stretches(line: str) -> Iterator[tuple[int, int, str]]:
    for match in PIECES.finditer(line):
        if (meant := _mended(match[0])) != match[0]:
            yield *match.span(), meant


def _difference(line: str, mended: str) -> tuple[int, int, str]:
    """Where two lines differ, for pieces that only their surroundings betray."""
    begin = _common(line, mended)
    tail = _common(line[begin:][::-1], mended[begin:][::-1])
    return begin, len(line) - tail, mended[begin : len(mended) - tail]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


@lru_cache(maxsize=4096)
def _mended(text: str) -> str:
    from ftfy import fix_encoding  # noqa: PLC0415 - its tables take 80 ms, and most cards are plain ASCII

    return fix_encoding(text)


RULE = CardRule("TX001", "wrong-encoding", Level.WARNING, __doc__, check)
