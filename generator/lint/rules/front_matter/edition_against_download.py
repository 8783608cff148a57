"""The edition is not the version in the file name of the download.

## Why

Both say which release of the library the model was made for. Where the edition is too low, a reader with that release
finds no model.

## Fails

The edition is `Spark NLP 5.3.0`.

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.2.0_3.0_1714550000000.zip){:.button}
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Mend

Correct the edition, or link to the file that was made for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Fix, Level, Span
from generator.lint.archive import archives
from generator.lint.edits import fix_of, swap, within
from generator.lint.release import release, version_in
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the first archive is of another release than the edition."""
    edition = card.facts.edition
    claimed = version_in(edition)
    for _, archive in archives(card):
        if claimed and release(claimed) != release(archive.version):
            message = f"the edition is `{edition}`, but the download is of version {archive.version}"
            span = card.front_matter.where("edition")
            yield Finding(span, message, fix=_fix(card, span, claimed, archive.version))
        return


def _fix(card: Card, span: Span, claimed: str, version: str) -> Fix | None:
    """The version of the download, in Model Information as well."""
    named = [row for name in ("Compatibility", "Edition") if (row := rows.find(card, name))]
    edits = [within(card, row.span.line, claimed, version) for row in named if version_in(row.value) == claimed]
    edition = card.facts.edition
    return fix_of([swap(card, span, edition, edition.replace(claimed, version)), *edits], safe=False)


RULE = CardRule("FM017", "edition-against-download", Level.WARNING, __doc__, check)
