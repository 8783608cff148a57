"""A link leads to a page that has moved for good.

Checked with `modelhub lint --online` only: the link's server is asked.

## Why

The server sends readers on today. Old addresses are forgotten one day, and then the link is dead.

## Fails

The server answers that the page has moved to another address:

```markdown
## References

- https://example.org/moved
```

## Passes

```markdown
## References

- https://example.org/paper
```

## Mend

Write the new address. `--fix --unsafe-fixes` does it; look at the page first, for some servers send readers of a page
that is gone to another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from generator.answer import Answers
from generator.diagnostic import Edit, Fix, Level
from generator.lint.rule import Finding, OnlineRule
from generator.lint.web_links import WebLink

#: What may stand in an address in Markdown, in HTML and in YAML alike. Brackets, quotes and the like are quoted.
HARMLESS = "%/:?#@!$&+,;=~-._*"


def check(links: Sequence[WebLink], answers: Answers) -> Iterator[Finding]:
    """Yield a finding for each link whose server gives another address for good."""
    for link in links:
        answer = answers.get(link.address)
        if answer and answer.moved_to:
            message = f"`{link.address[:200]}` has moved to `{answer.moved_to[:200]}`"
            yield Finding(link.span, message, fix=_fix(link, answer.moved_to))


def _fix(link: WebLink, moved_to: str) -> Fix | None:
    """The new address, unless the way there is less safe, or leads away from the page to a mere front page."""
    before, after = urlsplit(link.address), urlsplit(moved_to)
    downgraded = before.scheme.casefold() == "https" and after.scheme != "https"
    front_page = after.path.strip("/") == "" != before.path.strip("/")
    if not link.written or downgraded or front_page:
        return None
    address, _, fragment = moved_to.partition("#")
    whole = quote(f"{address}#{fragment or link.fragment}".rstrip("#"), safe=HARMLESS)
    return Fix(tuple(Edit(span, whole) for span in link.written), safe=False)


RULE = OnlineRule("LK007", "moved-link", Level.INFO, __doc__, check)
