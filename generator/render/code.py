"""Code → highlighted HTML, in the markup that Material knows: it adds the copy button."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

from generator.render.lexing import quicken

#: Longer code is shown plain: a lexer's time can grow with its square, to half a minute for hostile code of 50,000.
MAX_HIGHLIGHTED = 10_000
#: What cards are written in. Among the hundreds of other lexers are some that a few thousand characters hold up.
LANGUAGES = frozenset(
    {"bash", "console", "java", "json", "pycon", "py", "python", "python3", "scala", "sh", "shell", "sql", "yaml"}
)

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


def highlighted(code: str, language: str) -> Markup:
    """The code in a box, coloured where its language is one of ``LANGUAGES``.

    Args:
        code: Any text.
        language: A fence's info word, such as ``python``; may be empty or unknown.
    """
    lexer = _lexer(language.casefold()) if len(code) <= MAX_HIGHLIGHTED else None
    # Pygments escapes what it is given.
    body = highlight(code, lexer, _FORMATTER) if lexer else escape(code)
    return Markup(f'<div class="highlight"><pre><span></span><code>{body}</code></pre></div>')  # noqa: S704


@cache
def _lexer(language: str) -> Lexer | None:
    return quicken(get_lexer_by_name(language, stripnl=False)) if language in LANGUAGES else None
