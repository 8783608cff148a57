"""A link uses `http:` where the host serves `https:`.

## Why

Over `http:` anyone on the way can read what is fetched and change it: a page, a paper, or a model.

## Fails

```markdown
## References

- http://arxiv.org/abs/1810.04805
```

## Passes

```markdown
## References

- https://arxiv.org/abs/1810.04805
```

## Mend

Write `https:`. Only hosts that are known to serve it are reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.edits import fix_of, within
from generator.lint.rule import CardRule, Finding

#: Known to serve ``https:``, as are the hosts below them.
HOSTS = (
    "aclanthology.org",
    "aclweb.org",
    "allenai.org",
    "amazonaws.com",
    "arxiv.org",
    "colab.research.google.com",
    "commoncrawl.org",
    "doi.org",
    "github.com",
    "github.io",
    "githubusercontent.com",
    "hf.co",
    "huggingface.co",
    "johnsnowlabs.com",
    "kaggle.com",
    "medium.com",
    "ncbi.nlm.nih.gov",
    "openreview.net",
    "paperswithcode.com",
    "pypi.org",
    "pytorch.org",
    "readthedocs.io",
    "snomed.org",
    "stanford.edu",
    "tensorflow.org",
    "tfhub.dev",
    "universaldependencies.org",
    "wikimedia.org",
    "wikipedia.org",
    "wixsite.com",
    "youtube.com",
    "zenodo.org",
)
BELOW = tuple(f".{host}" for host in HOSTS)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each such link."""
    for link in card.links:
        if link.url[:7].casefold() == "http://":
            host = link.url[7:].partition("/")[0].casefold()
            if host in HOSTS or host.endswith(BELOW):
                fix = fix_of([within(card, link.span.line, link.url, f"https{link.url[4:]}")], safe=True)
                yield Finding(link.span, f"`{host}` serves `https:`, but the link uses `http:`", fix=fix)


RULE = CardRule("LK003", "insecure-link", Level.WARNING, __doc__, check)
