"""The card's language is not among its tags.

## Why

Readers filter by tags. Nearly every card has its language there; one without it is left out of the list.

## Fails

```yaml
tags: [news, open_source]
```

## Passes

```yaml
tags: [en, news, open_source]
```

## Mend

Add the code to the tags. A card of several languages needs one of them, or `xx`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Fix, Level, Span
from generator.lint.edits import fix_of, swap, written
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.front_matter.unknown_language import SEVERAL
from generator.lint.words import quoted

CODE_LETTERS = 2


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where tags and languages are given and have nothing in common."""
    values = card.front_matter.values.get("tags")
    if not isinstance(values, list) or any(isinstance(value, list | dict) for value in values):
        return  # FM002 reports another type
    tags = {tag.casefold() for tag in card.facts.tags}
    languages = card.facts.languages
    accepted = {code.casefold() for code in languages} | ({SEVERAL} if len(languages) > 1 else set())
    if tags and accepted and not tags & accepted:
        subject = "the languages {} are" if len(languages) > 1 else "the language {} is"
        span = card.front_matter.where("tags")
        fix = _fix(card, span, languages[0]) if len(languages) == 1 else None
        yield Finding(span, f"{subject.format(quoted(languages))} not among the tags", fix=fix)


def _fix(card: Card, span: Span, language: str) -> Fix | None:
    """The language at the end of a list in brackets, unless a tag looks like another one: who knows which is right?"""
    tags = written(card, span) or ""
    others = any(len(tag) == CODE_LETTERS for tag in card.facts.tags)
    if others or not (tags.startswith("[") and tags.endswith("]")) or tags[:-1].rstrip().endswith(("[", ",")):
        return None
    word = f'"{language}"' if language.casefold() == "no" else language  # YAML takes a bare `no` for false.
    return fix_of([swap(card, span, tags, f"{tags[:-1]}, {word}]")], safe=True)


RULE = CardRule("FM011", "language-tag-missing", Level.WARNING, __doc__, check)
