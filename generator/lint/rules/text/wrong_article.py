"""`a` stands where `an` belongs, or the other way round.

## Why

Most cards are written by filling a frame. *A English model* shows that nobody read what came out.

## Fails

```markdown
## Limits

It is a English model.
```

## Passes

```markdown
## Limits

It is an English model.
```

## Mend

Write the other article. Only words are reported whose sound is beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, swap
from generator.lint.markup import markup_of
from generator.lint.rule import CardRule, Finding

#: Languages and words of model cards that begin with a vowel's sound …
VOWELS = """
    Afrikaans Albanian Amharic Arabic Aramaic Armenian Assamese Asturian Azerbaijani English Esperanto Estonian
    Icelandic Igbo Indian Indonesian Irish Italian Occitan Odia Oromo Urdu
    accurate additional advanced algorithm annotated annotator annotation architecture array assertion attention
    embedding embeddings encoder English-language entity example existing extended extension extra improved
    individual initial input instance integer intent internal item
    older online open optimized optional ordinary original output
""".split()  # noqa: SIM905 - read more easily than a hundred quoted words

#: … and with a consonant's.
CONSONANTS = """
    Basque Bengali Bulgarian Catalan Chinese Croatian Czech Danish Dutch Finnish French German Greek Hindi Hungarian
    Japanese Korean Latin Latvian Lithuanian Norwegian Persian Polish Portuguese Romanian Russian Serbian Slovak
    Slovenian Spanish Swahili Swedish Tamil Telugu Thai Turkish Ukrainian Vietnamese Yoruba
    classification classifier clinical corpus dataset deep document large language lemmatizer list multilingual model
    named new pipeline pretrained relation scalable sentence sentiment sequence similar single small specific
    text token tokenizer transformer translation unified unique universal word
""".split()  # noqa: SIM905 - likewise


#: Begins with the letter, looking back from there: a search that begins with a look takes three times as long.
WRONG = re.compile(rf"([Aa])(?<!\w[Aa])(?: (?:{'|'.join(VOWELS)})|n (?:{'|'.join(CONSONANTS)}))\b")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each article that the word behind it contradicts."""
    markup = markup_of(card)
    for match in markup.find(WRONG):
        written, _, word = match[0].partition(" ")
        article = match[1] if written.endswith("n") else f"{match[1]}n"
        span = markup.span(match)
        fix = fix_of([swap(card, span, match[0], f"{article} {word}")], safe=True)
        yield Finding(span, f"`{match[0]}`: write `{article} {word}`", fix=fix)


RULE = CardRule("TX005", "wrong-article", Level.INFO, __doc__, check)
