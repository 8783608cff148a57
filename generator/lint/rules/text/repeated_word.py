"""A word stands twice in a row.

## Why

*The the* is what is left when a sentence was changed and not read again.

## Fails

```markdown
## Limits

The model was trained on the the news of one year.
```

## Passes

```markdown
## Limits

The model was trained on the news of one year.
```

## Mend

Take one of the two out. Code, tables, names and the few words that may well stand twice (*that that*) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, islice
from operator import eq

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, swap
from generator.lint.lines import line_of
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

#: Sentences may have these twice, in English and in other languages; the first stands so in the classes of buttons.
SOUND = frozenset(
    {
        *("button", "that", "had", "is", "very", "so", "no", "bla", "blah", "ha", "nous", "vous", "sie", "die", "der"),
        *("das", "si", "nos", "os", "que", "e", "o", "a", "i", "x"),
    }
)
#: The bytes of a text in lower case, with blanks for what may end a word.
PLAIN = bytes(32 if byte in b".,;:!?)" else ord(chr(byte).lower()) if byte < 128 else byte for byte in range(256))  # noqa: PLR2004 - ASCII
TWICE = re.compile(r"(?<![\w/@.:'`-])([^\W\d_]{2,}) +(\1)(?![\w/@:'`-]|\.\w)", re.IGNORECASE)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such word outside of code and tables."""
    words = card.text.encode(errors="replace").translate(PLAIN).split()
    twice = {word.decode(errors="replace") for word in compress(words, map(eq, words, islice(words, 1, None)))}
    if not any(word.isalpha() for word in twice - SOUND):
        return
    markup = markup_of(card)
    for match in markup.find(TWICE):
        span, (first, second) = markup.span(match), match.groups()
        # Two capitals are a name, as in Baden Baden; two ways of writing it are two things.
        sound = first.lower() in SOUND or second != second.lower() or first[1:] != second[1:]
        if not sound and not line_of(card, span.line).lstrip().startswith("|"):
            fix = fix_of([swap(card, span, match[0], first)], safe=False)
            yield Finding(span, f"`{second}` stands twice in a row", fix=fix)


RULE = CardRule("TX007", "repeated-word", Level.INFO, __doc__, check)
