"""Code → highlighted HTML, in the markup that Material knows: it adds the copy button."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias

import pygments
from markupsafe import Markup, escape
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import _TokenType

from generator.render.code_lines import LINE_RULES
from generator.render.lexing import quicken

#: Longer code is shown plain: a lexer's time can grow with its square, to half a minute for hostile code of 50,000.
MAX_HIGHLIGHTED = 10_000
#: What cards are written in. Among the hundreds of other lexers are some that a few thousand characters hold up.
LANGUAGES = frozenset(
    {"bash", "console", "java", "json", "pycon", "py", "python", "python3", "scala", "sh", "shell", "sql", "yaml"}
)
#: The lines that are remembered, at most: they take some 10 MB, of ordinary cards.
_REMEMBERED = 16_384
_LONGEST_REMEMBERED = 1_000

#: Language, the line, and its HTML.
ColouredLine: TypeAlias = tuple[str, str, str]

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


def highlighted(code: str, language: str) -> Markup:
    """The code in a box, coloured where its language is one of ``LANGUAGES``.

    Args:
        code: Any text.
        language: A fence's info word, such as ``python``; may be empty or unknown.
    """
    language = language.casefold()
    coloured = language in LANGUAGES and len(code) <= MAX_HIGHLIGHTED
    body = (_by_line(code, language) or _at_once(code, language)) if coloured else escape(code)
    # Pygments escapes what it is given.
    return Markup(f'<div class="highlight"><pre><span></span><code>{body}</code></pre></div>')  # noqa: S704


def _by_line(code: str, language: str) -> str:
    """The code line by line; nothing where its lines do not stand each for itself."""
    rules = LINE_RULES.get(language)
    if rules is None or rules.tangled.search(code):
        return ""
    pieces = []
    for line in code.removesuffix("\n").split("\n"):
        piece = _known.get((language, line)) or _line(line, language)
        if not piece:
            return ""
        pieces.append(piece)
    return "".join(pieces)


def _line(line: str, language: str) -> str:
    if not LINE_RULES[language].independent(line):
        return ""
    coloured = "".join(_spans(_lexer(language).get_tokens_unprocessed(f"{line}\n")))
    if len(line) <= _LONGEST_REMEMBERED and len(_known) < _REMEMBERED:
        _known[language, line] = coloured
        _learnt.append((language, line, coloured))
    return coloured


_known: dict[tuple[str, str], str] = {}
_learnt: list[ColouredLine] = []


def know(lines: Iterable[ColouredLine]) -> None:
    """Remember lines that this program coloured before, so that no lexer is needed for them."""
    for language, line, coloured in lines:
        if len(_known) < _REMEMBERED:
            _known[language, line] = coloured


def learnt() -> list[ColouredLine]:
    """The lines that were coloured since this was last asked for."""
    lines, _learnt[:] = _learnt[:], []
    return lines


def _spans(tokens: Iterable[tuple[int, _TokenType, str]]) -> Iterator[str]:
    """One line, as ``HtmlFormatter`` writes it; by itself, that takes as long for a line as finding its tokens."""
    last = ""
    for _, kind, text in tokens:
        if text := text.rstrip("\n"):
            if (opener := _opener(kind)) != last:
                if last:
                    yield "</span>"
                yield opener
                last = opener
            yield html.escape(text, quote=False)
    yield "</span>\n" if last else "\n"


@cache
def _opener(kind: _TokenType) -> str:
    """What begins a token of this kind; nothing for plain text."""
    return pygments.format([(kind, "·")], _FORMATTER).partition("·")[0]


def _at_once(code: str, language: str) -> str:
    return pygments.highlight(code, _lexer(language), _FORMATTER)


@cache
def _lexer(language: str) -> Lexer:
    return quicken(get_lexer_by_name(language, stripnl=False))
