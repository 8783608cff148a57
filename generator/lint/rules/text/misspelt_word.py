"""A word of the field is misspelt.

## Why

Search finds what is spelt as it is looked for. A row or a label misspelt is missed by programs, too.

## Fails

```markdown
## Limits

Max sentense length is 128 tokens.
```

## Passes

```markdown
## Limits

Max sentence length is 128 tokens.
```

## Mend

Write the word as the message has it. Only misspellings that are no words themselves are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, swap
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

WORDS = {
    "accomodate": "accommodate",
    "accross": "across",
    "acheive": "achieve",
    "acheived": "achieved",
    "acuracy": "accuracy",
    "annotater": "annotator",
    "annoted": "annotated",
    "aproximately": "approximately",
    "arhitecture": "architecture",
    "avaiable": "available",
    "avalaible": "available",
    "becuase": "because",
    "bechmark": "benchmark",
    "benchmarkig": "benchmarking",
    "classifcation": "classification",
    "classificaiton": "classification",
    "clasification": "classification",
    "clincal": "clinical",
    "compatability": "compatibility",
    "dependenicies": "dependencies",
    "embbedings": "embeddings",
    "embeddgings": "embeddings",
    "embeding": "embedding",
    "embedings": "embeddings",
    "enitities": "entities",
    "enitity": "entity",
    "entites": "entities",
    "entitites": "entities",
    "extented": "extended",
    "finetunned": "finetuned",
    "heathcare": "healthcare",
    "implemenation": "implementation",
    "improted": "imported",
    "infomation": "information",
    "inlcuding": "including",
    "langauge": "language",
    "languague": "language",
    "lenght": "length",
    "lemmatizaton": "lemmatization",
    "mulitlingual": "multilingual",
    "occurance": "occurrence",
    "occured": "occurred",
    "perfomance": "performance",
    "pipline": "pipeline",
    "portugese": "Portuguese",
    "preformance": "performance",
    "pretained": "pretrained",
    "pretraiend": "pretrained",
    "pretrainned": "pretrained",
    "protiens": "proteins",
    "recieve": "receive",
    "recieved": "received",
    "recogniton": "recognition",
    "refered": "referred",
    "seperate": "separate",
    "seperated": "separated",
    "sentance": "sentence",
    "sentances": "sentences",
    "sentense": "sentence",
    "sentenses": "sentences",
    "sequnce": "sequence",
    "similiar": "similar",
    "sucessful": "successful",
    "sucessfully": "successfully",
    "teh": "the",
    "traiend": "trained",
    "trasnformer": "transformer",
    "trasnformers": "transformers",
    "truely": "truly",
    "untill": "until",
    "wich": "which",
}
ENCODED = {word.encode(): word for word in WORDS}
#: The bytes of a text as words: letters in lower case, and a blank for whatever else.
LETTERS = bytes(ord(chr(byte).lower()) if chr(byte).isalpha() else 32 for byte in range(128)) + b" " * 128


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such word outside of code; in addresses and names, words are spelt as they are."""
    words = card.text.encode(errors="replace").translate(LETTERS).split()
    if ENCODED.keys().isdisjoint(words):
        return
    misspelt = ENCODED.keys() & set(words)
    markup, rows = markup_of(card), {row.span.line for row in card.info}
    for match in markup.find(_pattern(frozenset(ENCODED[word] for word in misspelt))):
        if markup.span(match).line in rows:  # MI003 reports the names of rows
            continue
        meant = WORDS[match[0].lower()]
        shown = meant.capitalize() if match[0][0].isupper() else meant
        fix = fix_of([swap(card, markup.span(match), match[0], shown)], safe=False)
        yield Finding(markup.span(match), f"`{match[0]}` is misspelt, write `{shown}`", fix=fix)


@lru_cache(maxsize=128)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/@.-])(?:{'|'.join(sorted(words))})(?![\w/@-]|\.\w)", re.IGNORECASE | re.ASCII)


RULE = CardRule("TX006", "misspelt-word", Level.WARNING, __doc__, check)
