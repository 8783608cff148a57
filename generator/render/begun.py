"""A page in Material that begins as the theme's script would make it: each of its steps has all elements styled anew.

As in ``lean``, that is done to what surrounds a page's content.
"""

from __future__ import annotations

import re

#: Material's first script, which every page of the theme waits for before it has a body.
_FIRST = re.compile(r"<script>\s*__md_scope\s*=.*?(?=</script>)", re.DOTALL)
#: What it starts its next script with, behind the choice of colours: what was chosen before.
_CHOSEN = re.compile(r"""(?<=<script>)\s*var palette\s*=\s*__md_get\(["']__palette["']\)(?=[;,])""")
_HEAD_END = "</head>"
#: What the script says of itself: here nothing stands on the page yet, there everything does.
_CLASSES = (
    '(root=>{root.classList.remove("no-js");root.classList.add("js-focus-visible","js");'
    'root.setAttribute("data-js-focus-visible","")})(document.documentElement)'
)
#: What a reader gets who has not chosen yet: Material's last script says so too late, and the page would change colour.
_FIRST_CHOICE = (
    "||(data=>data&&{color:{media:data.mdColorMedia,scheme:data.mdColorScheme,primary:data.mdColorPrimary,"
    'accent:data.mdColorAccent}})([...document.querySelectorAll("[data-md-component=palette] input")]'
    ".map(input=>input.dataset).find(data=>matchMedia(data.mdColorMedia).matches))"
)


def begun(html: str) -> str:
    """The same page, or its frame, with the first steps of Material's script done; of another theme, as it is."""
    head, end, body = html.partition(_HEAD_END)
    head = _FIRST.sub(lambda match: f"{match[0].rstrip().removesuffix(';')};{_CLASSES}", head, count=1)
    body = _CHOSEN.sub(lambda match: match[0] + _FIRST_CHOICE, body, count=1)
    return f"{head}{end}{body}"
