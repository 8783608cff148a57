"""The name of a data set is misspelt.

## Why

Readers look the data set up to know what the model has seen, and programs count models by it. Under a name that is
nearly right, nobody finds it.

## Fails

```markdown
## Limits

Fine-tuned on the `age_news` dataset.
```

## Passes

```markdown
## Limits

Fine-tuned on the `ag_news` dataset.
```

## Mend

Write the name as the data set's own page does. A name is reported where it is one letter away from a tag of the card or
from a well-known data set, and stands beside the word *dataset*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, swap
from generator.lint.places import span_of
from generator.lint.rule import CardRule, Finding
from generator.lint.words import one_letter_apart

#: Data sets that models of all kinds are trained on, as the Hugging Face Hub names them.
KNOWN = frozenset(
    """
    ag_news amazon_polarity amazon_reviews_multi banking77 billsum bookcorpus boolq c4 clinc_oos cnn_dailymail cola
    common_voice conll2002 conll2003 dbpedia_14 emotion financial_phrasebank go_emotions hans imdb librispeech_asr
    mnli mrpc ms_marco multi_news multi_nli natural_questions ncbi_disease newsgroup ontonotes pubmed_qa qnli
    rotten_tomatoes sick sms_spam snips_built_in_intents snli squad squad_v2 sst2 stsb_multi_mt super_glue
    toxic_conversations tweet_eval tydiqa universal_dependencies wikiann wikineural wikitext wnut_17 xglue xnli xquad
    xsum yahoo_answers_topics yelp_polarity yelp_review_full
    """.split()  # noqa: SIM905 - read more easily than sixty quoted words
)
#: Shorter names are one letter away from too many words.
SHORTEST = 6
#: But for its first letter: what begins with plain letters is searched for much faster.
WORDS = (re.compile(r"ata ?[Ss]et"), re.compile(r"ATA ?SET"))
BEFORE = re.compile(r"(?:`([\w-]{6,60})`|\bthe (\w{6,60})) $")
BEHIND = re.compile(r" `([\w-]{6,60})`")
#: So many names are looked at; no card has nearly as many.
MOST = 200
#: So far away from the word may its name begin.
NEAR = 70


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such name."""
    names = list(islice(_names(card.text), MOST))
    if not names:
        return
    tags = {tag for tag in card.facts.tags if not tag.isalpha()}
    known = sorted(name for name in tags | KNOWN if len(name) >= SHORTEST)
    for begin, written in names:
        name = written.casefold()
        meant = "" if name in known else next((other for other in known if one_letter_apart(name, other)), "")
        if meant:
            span = span_of(card.text, begin, begin + len(written))
            fix = fix_of([swap(card, span, written, meant)], safe=False)
            yield Finding(span, f"no data set is known as `{written}`", f"did you mean `{meant}`?", fix)


def _names(text: str) -> Iterator[tuple[int, str]]:
    """What may be names of data sets, each with its offset."""
    for word in chain.from_iterable(pattern.finditer(text) for pattern in WORDS):
        begin = max(0, word.start() - 1)
        first = max(0, begin - NEAR)
        for match, base in ((BEFORE.search(text[first:begin]), first), (BEHIND.match(text, word.end()), 0)):
            if match:
                group = match.lastindex or 0
                yield base + match.start(group), match[group]


RULE = CardRule("TX008", "misspelt-data-set", Level.WARNING, __doc__, check)
