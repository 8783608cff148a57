"""Results does not have one answer for each sample input.

## Why

A classifier of whole texts gives each text one answer. Where the snippet has another number of texts than Results has
lists of one label, or rows in a column of lists, the two do not belong together.

## Fails

````markdown
## Results

```bash
['Sports']
['World']
```
````

## Passes

````markdown
## Results

```bash
['Sports']
```
````

## Mend

Show what the snippet answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Card, Table, ValueList
from generator.diagnostic import Level, Span
from generator.lint.rule import CardRule, Finding

_CLASSIFIERS = ("ForSequenceClassification", "ClassifierDLModel", "SentimentDLModel")
#: ``show()`` prints no more rows, so that so many may be fewer than there are.
_SHOWN = 20


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where both numbers are certain: a classifier of texts, and nothing but one answer a text."""
    answers = _answers(card.claims.results)
    samples = len(card.sample_input.samples)
    if card.facts.annotator.endswith(_CLASSIFIERS) and answers and samples and len(answers) != samples:
        shown, given = _counted(len(answers), "answer"), _counted(samples, "sample text")
        yield Finding(answers[0], f"Results has {shown}, but the snippet has {given}")


def _answers(results: Sequence[Table | ValueList]) -> list[Span]:
    """Where the answers stand: lists of one label, or the rows of one column of lists; none for anything else."""
    match results:
        case [Table(header=[_], rows=rows, row_spans=spans)]:
            return list(spans) if len(rows) < _SHOWN and all(cell.startswith("[") for (cell,) in rows) else []
    lists = [answer for answer in results if isinstance(answer, ValueList) and len(answer.values) == 1]
    return [answer.span for answer in lists] if len(lists) == len(results) else []


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number > 1)}"


RULE = CardRule("RE003", "answers-against-samples", Level.WARNING, __doc__, check)
