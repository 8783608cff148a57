"""Makes Pygments faster without changing what it finds: of a lexer's expressions, only those are tried that may match.

Where a token begins, Pygments tries one expression after another, 33 for a token of Python on average. Most of them
could be told not to match by the next character alone, which is what happens here. All else is as in
``RegexLexer.get_tokens_unprocessed``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]  # What an expression begins with, nothing public tells.
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

Token: TypeAlias = tuple[int, _TokenType, str]
#: Match at a position, what it makes, the state to go to.
Rule: TypeAlias = tuple[Callable[[str, int], re.Match[str] | None], Any, Any]

_ASCII = frozenset(map(chr, range(128)))
#: Lexers name thousands of letters in their classes, which takes long to read and says as much here as one of them.
_FOREIGN = re.compile(r"[^\x00-\x7f](?:-?[^\x00-\x7f])+")
_CATEGORIES = {
    category: frozenset(filter(re.compile(sign).match, _ASCII))
    for category, sign in {
        ops.CATEGORY_DIGIT: r"\d",
        ops.CATEGORY_NOT_DIGIT: r"\D",
        ops.CATEGORY_SPACE: r"\s",
        ops.CATEGORY_NOT_SPACE: r"\S",
        ops.CATEGORY_WORD: r"\w",
        ops.CATEGORY_NOT_WORD: r"\W",
    }.items()
}


def quicken(lexer: Lexer) -> Lexer:
    """Let a lexer try fewer expressions; one that works in a way of its own is left as it is."""
    if isinstance(lexer, RegexLexer) and type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        lexer.get_tokens_unprocessed = _Quick(lexer).tokens  # type: ignore[method-assign]
    return lexer


class _Quick:
    """A lexer's states, each with the rules that may match before each ASCII character, and all for any other."""

    def __init__(self, lexer: RegexLexer) -> None:
        self._lexer = lexer
        self._states: dict[str, tuple[dict[str, list[Rule]], list[Rule]]] = {}

    def _state(self, name: str) -> tuple[dict[str, list[Rule]], list[Rule]]:
        if name not in self._states:
            rules: list[Rule] = self._lexer._tokens[name]  # type: ignore[attr-defined]  # noqa: SLF001
            starts = [_starts(rule[0]) for rule in rules]
            fitting = {
                character: [rule for rule, start in zip(rules, starts, strict=True) if character in start]
                for character in _ASCII
            }
            self._states[name] = fitting, rules
        return self._states[name]

    def tokens(self, text: str, stack: Iterable[str] = ("root",)) -> Iterator[Token]:
        """The tokens of a text, as ``RegexLexer.get_tokens_unprocessed`` gives them, without empty ones at its end."""
        states = list(stack)
        fitting, rules = self._state(states[-1])
        position, end = 0, len(text)
        while position < end:
            character = text[position]
            for match, action, new_states in fitting.get(character, rules):
                if found := match(text, position):
                    if type(action) is _TokenType:
                        yield position, action, found[0]
                    elif action is not None:
                        yield from action(self._lexer, found)
                    position = found.end()
                    if new_states is not None:
                        _go(states, new_states)
                        fitting, rules = self._state(states[-1])
                    break
            else:
                if character == "\n":
                    states = ["root"]
                    fitting, rules = self._state("root")
                yield position, Whitespace if character == "\n" else Error, character
                position += 1


def _go(states: list[str], new: tuple[str, ...] | int | str) -> None:
    """Change the stack of states; its last state always stays."""
    if isinstance(new, int):
        del states[max(new + len(states), 1) :]
        return
    for state in (new,) if isinstance(new, str) else new:
        if state != "#pop":
            states.append(states[-1] if state == "#push" else state)
        elif len(states) > 1:
            states.pop()


def _starts(match: Callable[[str, int], re.Match[str] | None]) -> frozenset[str]:
    expression = getattr(match, "__self__", None)
    return first_characters(expression) if isinstance(expression, re.Pattern) else _ASCII


@lru_cache(maxsize=2048)
def first_characters(expression: re.Pattern[str]) -> frozenset[str]:
    """ASCII characters, among them every one that a match may begin with; all where a match may be empty."""
    pattern = _FOREIGN.sub("\xff", expression.pattern)
    found, empty = _first(parser.parse(pattern, expression.flags & ~re.UNICODE))
    if expression.flags & re.IGNORECASE:
        # Other letters than ASCII's may stand for one of them: the sign for degrees Kelvin matches `k`.
        empty = empty or not found <= _ASCII
        found = {other for character in found for other in (character.lower(), character.upper())}
    return _ASCII if empty else frozenset(found)


def _first(items: Iterable[tuple[Any, Any]]) -> tuple[set[str] | frozenset[str], bool]:
    """The first characters of a sequence, and whether all of it may be empty."""
    found: set[str] = set()
    for operator, argument in items:
        characters, empty = _first_of(operator, argument)
        found |= characters
        if not empty:
            return found, False
    return found, True


def _first_of(operator: Any, argument: Any) -> tuple[set[str] | frozenset[str], bool]:
    if operator in {ops.AT, ops.ASSERT, ops.ASSERT_NOT}:
        return set(), True
    if operator in {ops.LITERAL, ops.IN}:
        return _members(argument if operator is ops.IN else [(operator, argument)]), False
    if operator is ops.BRANCH:
        branches = [_first(branch) for branch in argument[1]]
        return set().union(*(characters for characters, _ in branches)), any(empty for _, empty in branches)
    if operator is ops.SUBPATTERN:
        return (_ASCII, True) if argument[1] or argument[2] else _first(argument[3])
    if operator in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
        characters, empty = _first(argument[2])
        return characters, empty or argument[0] == 0
    # Whatever else there is may begin with anything.
    return _ASCII, True


def _members(items: Sequence[tuple[Any, Any]]) -> set[str] | frozenset[str]:
    """The ASCII characters of a class such as ``[^a-z_]``."""
    found: set[str] = set()
    for operator, argument in items:
        if operator is ops.LITERAL:
            found.add(chr(argument))
        elif operator is ops.RANGE:
            found |= {character for character in _ASCII if argument[0] <= ord(character) <= argument[1]}
            found.add(chr(argument[1]))
        elif operator is ops.CATEGORY and argument in _CATEGORIES:
            found |= _CATEGORIES[argument]
        elif operator is not ops.NEGATE:
            return _ASCII
    return _ASCII - found if items[0][0] is ops.NEGATE else found
