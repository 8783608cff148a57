"""Code → highlighted HTML, in the markup that Material knows: it adds the copy button."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

#: Longer code is shown plain: highlighting it takes seconds and helps nobody.
MAX_HIGHLIGHTED = 50_000

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def highlighted(code: str, language: str) -> Markup:
    """The code in a box, coloured where the language is known.

    Args:
        code: Any text.
        language: A fence's info word, such as ``python``; may be empty or unknown.
    """
    lexer = _lexer(language.casefold()) if len(code) <= MAX_HIGHLIGHTED else None
    # Pygments escapes what it is given.
    body = Markup(highlight(code, lexer, _FORMATTER)) if lexer else escape(code)  # noqa: S704
    return Markup('<div class="highlight"><pre><span></span><code>{}</code></pre></div>').format(body)
