"""Tells which lines of code are coloured alike whatever stands around them, so that each is coloured only once.

Pygments goes through code with one expression after another. A line's colours depend on its neighbours where one of
these expressions matches beyond the line's end, or looks there: behind a keyword with nothing after it, in a text or a
bracket that does not end. The rules here are stricter than need be: a line that they let pass is surely independent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineRules:
    """What decides it in one language.

    Attributes:
        tangled: Found in code of which no line is told apart from its neighbours.
        closed: Matches a line that opens nothing without closing it.
        unfinished: Found in a line that takes in what follows, or whose texts may begin elsewhere than it seems.
    """

    tangled: re.Pattern[str]
    closed: re.Pattern[str]
    unfinished: re.Pattern[str]

    def independent(self, line: str) -> bool:
        """Whether a line of code that is not tangled stands for itself."""
        return self.closed.fullmatch(line) is not None and self.unfinished.search(line) is None


_PYTHON = LineRules(
    # Long texts. What Pygments takes out of code before it begins. What would belong to an `import` above it.
    tangled=re.compile(r"\"\"\"|'''|[\r\ufeff]|^\s*(?:,|as\b)", re.MULTILINE),
    # `{` in a text may begin a placeholder, which may hold quotes and line ends. A text that lacks its second quote
    # ends with the line, unless a backslash comes last.
    closed=re.compile(
        r"(?>(?:[^'\"#]|\"(?:[^\"\\{]|\\[^{])*\"|'(?:[^'\\{]|\\[^{])*')*)(?:#.*|\"[^\"\\{]*|'[^'\\{]*)?", re.DOTALL
    ),
    unfinished=re.compile(
        r"\A#!|\A\s*(?:match|case)\b|class\s+(?![A-Za-z_])|(?:def|class|from|import|lazy|as)[\s\\]*\Z"
        r"|import\b.*,\s*\Z|from[\s\\]+\S*\s*\Z"
    ),
)
_SCALA = LineRules(
    tangled=re.compile(r"\"\"\"|/\*|[`\r\ufeff]|\busing\b"),
    closed=re.compile(r"(?>(?:[^\"'/\\]|/(?!/)|\"[^\"\\$]*\")*)(?:(?:(?<=\s)|(?<!.))//.*)?", re.DOTALL),
    unfinished=re.compile(
        r"\b(?:export|transparent|opaque|infix|open|inline)\b"
        r"|\b(?:def|trait|case|class|object|enum|type|package|given|extends|with|derives|extension|end|import)\s*\Z"
        r"|\b(?:import|package)\b(?!\s+[\w.]+(?:\{[\w ,=>]*\})?\s*\Z)"
    ),
)

#: By the names that fences give the languages.
LINE_RULES: Mapping[str, LineRules] = {"python": _PYTHON, "python3": _PYTHON, "py": _PYTHON, "scala": _SCALA}
