"""A link leads to something that is not there.

Checked with `modelhub lint --online` only: the link's server is asked.

## Why

The reader who follows it gets *not found*, and the download, the paper or the data it promised is missing.

## Fails

The server answers that it has no such page, or its host does not exist:

```markdown
## References

- https://example.org/gone
```

## Passes

```markdown
## References

- https://example.org/paper
```

## Mend

Find where the page is today, or link to a copy in a web archive. Where neither exists, take the link out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.answer import Answers
from generator.diagnostic import Level
from generator.lint.rule import Finding, OnlineRule
from generator.lint.web_links import WebLink


def check(links: Sequence[WebLink], answers: Answers) -> Iterator[Finding]:
    """Yield a finding for each link whose server says that nothing is there."""
    for link in links:
        answer = answers.get(link.address)
        if answer and answer.verdict == "dead":
            yield Finding(link.span, f"`{link.address[:200]}` {answer.reason}")


RULE = OnlineRule("LK006", "dead-link", Level.ERROR, __doc__, check)
