"""A link could not be checked.

Checked with `modelhub lint --online` only, and only where the rule is selected: the link's server is asked.

## Why

The server wants readers to sign in, is out of order, or cannot be reached from here. That is no fault of the card, so
`--online` only counts these links. This rule shows where they stand.

## Fails

The server answers that it has too much to do:

```markdown
## References

- https://example.org/busy
```

## Passes

```markdown
## References

- https://example.org/paper
```

## Mend

Open the link in a browser. Where it is alive and the server never answers programs, name it in `lint.online.exclude`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.answer import Answers
from generator.diagnostic import Level
from generator.lint.rule import Finding, OnlineRule
from generator.lint.web_links import WebLink


def check(links: Sequence[WebLink], answers: Answers) -> Iterator[Finding]:
    """Yield a finding for each link of which nothing could be learned."""
    for link in links:
        answer = answers.get(link.address)
        if answer and answer.verdict == "unchecked":
            yield Finding(link.span, f"`{link.address[:200]}` could not be checked: it {answer.reason}")


RULE = OnlineRule("LK008", "unchecked-link", Level.INFO, __doc__, check, opt_in=True)
