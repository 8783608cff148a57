"""The card holds an access key or a licence key.

## Why

Programs search public files for keys and use them within minutes: for your storage, at your cost.

## Fails

```python
token = "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"
```

## Passes

```python
token = "hf_YOUR_TOKEN"
```

## Mend

Revoke the key where it was issued, then take it out: it stays in the card's history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.places import span_of
from generator.lint.rule import CardRule, Finding

#: What it is, what is in every one of its kind, and how it looks. The lengths are those that the issuers document.
KEYS = (
    ("Hugging Face token", "hf_", re.compile(r"hf_[A-Za-z0-9]{34,40}")),
    ("AWS access key", "AKIA", re.compile(r"AKIA[A-Z0-9]{16}")),
    ("AWS access key", "ASIA", re.compile(r"ASIA[A-Z0-9]{16}")),
    ("GitHub token", "gh", re.compile(r"gh[pousr]_[A-Za-z0-9]{36}")),
    ("GitHub token", "github_pat_", re.compile(r"github_pat_\w{82}")),
    ("Spark NLP secret", "-", re.compile(r"[1-9]\.\d{1,2}\.\d{1,2}-[0-9a-f]{40}")),
    ("ngrok token", "authtoken", re.compile(r"(?<=authtoken )[0-9A-Za-z]{20,32}_[0-9A-Za-z]{16,24}")),
    ("JSON web token", "eyJ", re.compile(r"eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}")),
    ("private key", "PRIVATE KEY", re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----")),
)

#: A real key has many different characters; ``hf_xxxx…`` has few.
VARIETY = 9


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each key, wherever it stands; only its beginning is shown."""
    for name, mark, pattern in KEYS:
        for match in pattern.finditer(card.text) if mark in card.text else ():
            if len(set(match[0])) >= VARIETY and not _inside_a_word(card.text, match):
                message = f"the card gives away a key ({name}): `{match[0][:4]}…`"
                yield Finding(span_of(card.text, *match.span()), message, "revoke it, then take it out")


def _inside_a_word(text: str, match: re.Match[str]) -> bool:
    """Whether the characters around it show that it is a piece of something longer, such as a digest."""
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return any(char.isalnum() or char == "_" for char in around)


RULE = CardRule("SX003", "secret", Level.ERROR, __doc__, check)
