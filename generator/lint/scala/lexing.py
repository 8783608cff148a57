"""What can be seen in a Scala snippet before it is parsed: quotes, brackets, pieces of Python, and what is left out.

Cards often show Python in their Scala tab, and leave out what readers know. Both would stop the parser at once, so they
are overwritten, place for place, with Scala that means the same: what is left to complain about is then a mistake of
its own. Scanning takes time linear in the code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Literal, TypeAlias

from msgspec import Struct, field

#: What of Python was found: a list in brackets, a text in single quotes, ``True``, ``# …``, a ``\`` at the line's end.
Pythonism: TypeAlias = Literal["list", "text", "truth", "comment", "continuation"]

TOKEN = re.compile(
    r"""
    (?=["'/“”„\u2018\u2019\#\\.…TF()\[\]{}])(?:  # where none of these stands, nothing needs to be tried
      (?P<text>"{3}(?>(?:[^"]|"(?!""))*)"{3,} | "(?!"")(?>(?:[^"\\\n]|\\.)*)")
    | (?P<open>"{3} | "[^\n]*)
    | (?P<note>//[^\n]* | /\*(?>(?:[^*]|\*(?!/))*)\*/)
    | (?P<character>'(?:[^'\\\n]|\\.|\\u+[0-9a-fA-F]{4})')
    | (?<!\w\w)(?<![^\W_bfruBFRU])  # behind a letter, it is an apostrophe: a text runs on from a line above
      (?P<quoted>'{3}(?>(?:[^']|'(?!''))*)'{3} | '[^'"\n]*')
    | (?P<curly>[“”„\u2018\u2019])
    | (?P<comment>\#[^\n]*)
    | (?P<continuation>\\[ \t]*$)
    | (?P<elision>\.{3,}|…)
    | (?P<truth>\b(?:True|False)\b)
    | (?P<opening>[(\[{])
    | (?P<closing>[)\]}]))
    """,
    re.MULTILINE | re.VERBOSE,
)
CLOSING = {"(": ")", "[": "]", "{": "}"}
ELIDED_NOTE = re.compile(r"(?://|/\*)\s*(?:\.{3,}|…)\s*(?:\*/)?")
UNPAIRED = "the double quotes of this line do not pair up"
#: What stands before the bracket of a list, and never before that of a type.
BEFORE_LISTS = ("(", ",", "=", "[", "{")
QUOTES = ('"', "'")
#: What before a text makes something else of it, as letters do: ``$"…"``.
STICKING = (*QUOTES, "$", "_", "`")
#: How far from a bracket its neighbours are looked for, over blanks.
NEAR = 80


class Fault(Struct, frozen=True):
    """Something that stops Scala: where, as an offset in characters, and what."""

    offset: int
    message: str


class Found(Struct, frozen=True):
    """A stretch of the snippet, from ``start`` up to ``end``, in characters."""

    start: int
    end: int


class Scan(Struct, dict=True):
    """What was seen in a snippet.

    Attributes:
        code: The snippet as it is.
        parts: Pieces of the snippet as the parser shall see it, in order, each as long as what it stands for.
        texts: Texts in quotes of which the parser sees nothing but that they are there, whatever they hold.
        pythonisms: Pieces of Python, by kind, in order.
        values_for_types: Brackets of a type with a text in them, as in ``Seq.empty["…"]``.
        fault: The first quote or bracket without its other half.
        elided: Whether the author left something out with ``...``.
        unclosed: Brackets that are still open: where, as it is, and as the parser shall see it.
    """

    code: str
    parts: list[str] = field(default_factory=list)
    texts: list[Found] = field(default_factory=list)
    pythonisms: dict[Pythonism, list[Found]] = field(default_factory=dict)
    values_for_types: list[Found] = field(default_factory=list)
    fault: Fault | None = None
    elided: bool = False
    unclosed: list[tuple[int, str, str]] = field(default_factory=list)

    @cached_property
    def mended(self) -> str:
        """The snippet without what would stop the parser needlessly, as long as it is."""
        return "".join(self.parts)

    def blame(self, offset: int, message: str) -> None:
        """Note a fault, unless there was one before."""
        self.fault = self.fault or Fault(offset, message)

    def python(self, kind: Pythonism, match: re.Match[str]) -> None:
        """Note a piece of Python."""
        self.pythonisms.setdefault(kind, []).append(Found(match.start(), match.end()))


def scan(code: str) -> Scan:
    """See what can be seen in a snippet without parsing it."""
    seen, position = Scan(code), 0
    for match in TOKEN.finditer(code):
        take = TAKE.get(match.lastgroup or "")
        seen.parts += code[position : match.start()], take(seen, match) if take else match[0]
        position = match.end()
    seen.parts.append(code[position:])
    if seen.unclosed:
        offset, bracket, _ = seen.unclosed[-1]
        seen.blame(offset, f"the `{bracket}` is never closed")
    return seen


def _text(seen: Scan, match: re.Match[str]) -> str:
    after = seen.code[match.end() : match.end() + 1]
    if after in QUOTES or after.isalnum():
        seen.blame(match.end(), UNPAIRED)
    _note_text(seen, match)
    return match[0]


def _note_text(seen: Scan, match: re.Match[str]) -> None:
    """Note a text, unless something in it or next to it may mean more."""
    text, before = match[0], seen.code[match.start() - 1 : match.start()]
    after = seen.code[match.end() : match.end() + 1]
    plain = text.isprintable() and "\\" not in text and text[1] not in QUOTES
    if plain and after not in QUOTES and not before.isalnum() and before not in STICKING:
        seen.texts.append(Found(match.start(), match.end()))


def _open(seen: Scan, match: re.Match[str]) -> str:
    seen.blame(match.start(), UNPAIRED)
    return match[0]


def _curly(seen: Scan, match: re.Match[str]) -> str:
    seen.blame(match.start(), f"`{match[0]}` is no quote in Scala")
    return match[0]


def _note(seen: Scan, match: re.Match[str]) -> str:
    seen.elided = seen.elided or ELIDED_NOTE.fullmatch(match[0]) is not None
    return match[0]


def _quoted(seen: Scan, match: re.Match[str]) -> str:
    seen.python("text", match)
    _note_text(seen, match)
    quotes = 3 if match[0].startswith("'''") and len(match[0]) > 5 else 1  # noqa: PLR2004 - two times three quotes
    return '"' * quotes + match[0][quotes:-quotes] + '"' * quotes


def _comment(seen: Scan, match: re.Match[str]) -> str:
    seen.python("comment", match)
    return "//" + match[0][2:] if len(match[0]) > 1 else " "


def _continuation(seen: Scan, match: re.Match[str]) -> str:
    seen.python("continuation", match)
    return " " * len(match[0])


def _truth(seen: Scan, match: re.Match[str]) -> str:
    seen.python("truth", match)
    return match[0].lower()


def _elision(seen: Scan, match: re.Match[str]) -> str:
    seen.elided = True
    start = seen.code.rfind("\n", 0, match.start()) + 1
    end = seen.code.find("\n", match.end())
    rest = seen.code[start : match.start()] + seen.code[match.end() : end if end >= 0 else None]
    if not rest.strip():
        return " " * len(match[0])
    # Among arguments, a value is wanted: Scala's own word for what is not written yet, or any name.
    return "???".ljust(len(match[0])) if len(match[0]) > 1 else "X"


def _opening(seen: Scan, match: re.Match[str]) -> str:
    shown = _shown(seen, match) if match[0] == "[" else match[0]
    seen.unclosed.append((match.start(), match[0], shown))
    return shown


def _shown(seen: Scan, match: re.Match[str]) -> str:
    """A bracket of types as it is; that of a list, or of a text in the place of a type, as a round one."""
    before = seen.code[max(match.start() - NEAR, 0) : match.start()].rstrip()[-1:]
    after = seen.code[match.end() : match.end() + NEAR].lstrip()[:1]
    if before in BEFORE_LISTS:
        seen.python("list", match)
    elif after in QUOTES:
        seen.values_for_types.append(Found(match.start(), match.end()))
    else:
        return "["
    return "("


def _closing(seen: Scan, match: re.Match[str]) -> str:
    if not seen.unclosed:
        seen.blame(match.start(), f"the `{match[0]}` closes nothing")
        return match[0]
    _, opening, shown = seen.unclosed.pop()
    if match[0] != CLOSING[opening]:
        seen.blame(match.start(), f"`{match[0]}` stands where the `{CLOSING[opening]}` of `{opening}` belongs")
        return match[0]
    return CLOSING[shown]


TAKE: dict[str, Callable[[Scan, re.Match[str]], str]] = {
    "text": _text,
    "open": _open,
    "curly": _curly,
    "note": _note,
    "quoted": _quoted,
    "comment": _comment,
    "continuation": _continuation,
    "truth": _truth,
    "elision": _elision,
    "opening": _opening,
    "closing": _closing,
}
