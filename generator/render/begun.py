"""A page in Material that begins as the theme's script would make it: each of its steps has all elements styled anew.

As in ``lean``, that is done to what surrounds a page's content.
"""

from __future__ import annotations

import re

#: Material's first script, which every page of the theme waits for before it has a body.
_FIRST = re.compile(r"<script>\s*__md_scope\s*=.*?(?=</script>)", re.DOTALL)
_BODY = re.compile(r"<body\b(?=[^>]*\sdata-md-color-scheme=)")
_HEAD_END = "</head>"
#: Where the reader chooses between light and dark, which the script sets up when it starts.
_PALETTE = ' data-md-component="palette"'
#: What the script says of itself: here nothing stands on the page yet, there everything does.
_CLASSES = (
    '(root=>{root.classList.remove("no-js");root.classList.add("js-focus-visible","js");'
    'root.setAttribute("data-js-focus-visible","")})(document.documentElement)'
)
#: Keeps colours from fading while they change. The script sets it, then takes it away.
_SWITCHING = " data-md-color-switching"


def begun(html: str) -> str:
    """The same page, or its frame, with the first steps of Material's script done; of another theme, as it is."""
    head, end, body = html.partition(_HEAD_END)
    head = _FIRST.sub(lambda match: f"{match[0].rstrip().removesuffix(';')};{_CLASSES}", head, count=1)
    if _PALETTE in body:
        body = _BODY.sub(lambda match: f"{match[0]}{_SWITCHING}", body, count=1)
    return f"{head}{end}{body}"
