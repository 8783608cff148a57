"""`spark_version` is not the Spark version in the file name of the download.

## Why

A model is saved for one line of Apache Spark, and it is looked up by that. Where the two differ, readers do not get the
file that the card describes.

## Fails

`spark_version` is `3.0`.

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.4_1714550000000.zip){:.button}
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Mend

Correct `spark_version`, or link to the file that was made for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.archive import archives
from generator.lint.edits import fix_of, swap
from generator.lint.release import release, version_in
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the first archive is for another Spark than the front matter says."""
    written = card.facts.spark_version
    claimed = version_in(written)
    for _, archive in archives(card):
        if claimed and release(claimed) != release(archive.spark):
            message = f"`spark_version` is {written}, but the download is for Spark {archive.spark}"
            span = card.front_matter.where("spark_version")
            fix = fix_of([swap(card, span, written, archive.spark)], safe=False)
            yield Finding(span, message, fix=fix)
        return


RULE = CardRule("FM018", "spark-against-download", Level.WARNING, __doc__, check)
