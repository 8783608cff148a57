"""A tag is misspelt.

## Why

Readers and programs find models by their tags. A model that is tagged `opern_source` is in no list of open models.

## Fails

```yaml
tags: [en, opern_source, news]
```

## Passes

```yaml
tags: [en, open_source, news]
```

## Mend

Write the tag as other cards have it. Only tags are reported that are one letter away from a usual one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, swap
from generator.lint.rule import CardRule, Finding
from generator.lint.words import one_letter_apart

#: Licences, subjects, tasks, architectures and languages that cards are tagged with.
USUAL = frozenset(
    """
    open_source licensed clinical biomedical healthcare radiology oncology pathology legal finance multilingual pipeline
    classification classifier sentiment sentiment_analysis emotion translation summarization question_answering
    text_generation text_classification token_classification sequence_classification zero_shot_classification
    embeddings sentence_embeddings word_embeddings entity_extraction entity_resolution relation_extraction
    named_entity_recognition part_of_speech dependency_parsing sentence_detection word_segmentation
    language_detection spell_check stopwords lemmatizer lemmatization tokenizer deidentification assertion
    transformer distilbert roberta xlm_roberta camembert deberta biobert electra longformer transformers
    afrikaans albanian amharic arabic armenian basque bengali bulgarian catalan chinese croatian czech danish dutch
    english esperanto estonian finnish french galician georgian german greek gujarati hebrew hindi hungarian icelandic
    indonesian irish italian japanese kannada korean latvian lithuanian macedonian malayalam marathi nepali norwegian
    persian polish portuguese punjabi romanian russian serbian slovak slovenian somali spanish swahili swedish tamil
    telugu thai turkish ukrainian urdu vietnamese welsh yoruba
    """.split()  # noqa: SIM905 - read more easily than a hundred quoted words
)
#: Shorter tags are one letter away from too many words.
SHORTEST = 6


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such tag."""
    tags = card.front_matter.values.get("tags")
    for number in range(len(tags) if isinstance(tags, list) else 0):
        tag = card.front_matter.texts.get(f"tags[{number}]", "")
        if meant := _meant(tag.casefold()):
            span = card.front_matter.where(f"tags[{number}]")
            fix = fix_of([swap(card, span, tag, meant)], safe=False)
            yield Finding(span, f"the tag `{tag}` is misspelt, write `{meant}`", fix=fix)


@cache
def _by_length() -> dict[int, list[str]]:
    lengths: dict[int, list[str]] = {}
    for tag in sorted(USUAL):
        lengths.setdefault(len(tag), []).append(tag)
    return lengths


@lru_cache(maxsize=1024)
def _meant(tag: str) -> str:
    """The usual tag that is one letter away; empty where there is none, or the tag is usual itself."""
    if len(tag) < SHORTEST or tag in USUAL:
        return ""
    near = (usual for length in (-1, 0, 1) for usual in _by_length().get(len(tag) + length, ()))
    return next((usual for usual in near if len(usual) >= SHORTEST and one_letter_apart(tag, usual)), "")


RULE = CardRule("FM020", "misspelt-tag", Level.WARNING, __doc__, check)
