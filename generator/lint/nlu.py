"""What the NLU snippets of a card ask for: shared by every rule that looks into them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from generator.card import Card, CodeBlock
from generator.diagnostic import Span
from generator.lint.snippet import place, read_snippet, readable
from generator.read.nodes import nodes_of
from generator.read.python_code import MAX_CODE, parse_python


class Given(Struct, frozen=True):
    """A plain text that a snippet gives to a function, and where it stands in the card."""

    text: str
    span: Span


def references(card: Card) -> Iterator[Given]:
    """What is given to ``nlu.load``: the names of models in NLU."""
    for block in _blocks(card):
        for call in _read(block.code).calls.get("load", ()):
            owner = call.func.value if isinstance(call.func, ast.Attribute) else None
            if isinstance(owner, ast.Name) and owner.id == "nlu" and call.args:
                yield from _texts(block, call.args[0])


def inputs(card: Card) -> Iterator[Given]:
    """The texts that ``predict`` is given: itself, in a list, or by a name that stands for either."""
    for block in _blocks(card):
        read = _read(block.code)
        for call in read.calls.get("predict", ()):
            if call.args:
                given = call.args[0]
                yield from _texts(block, read.named.get(given.id, given) if isinstance(given, ast.Name) else given)


def _blocks(card: Card) -> tuple[CodeBlock, ...]:
    return readable(card.code("nlu"), MAX_CODE)


class _Read(Struct, frozen=True):
    """What matters of a snippet.

    Attributes:
        calls: The calls of methods, by method.
        named: What names stand for at the end.
    """

    calls: dict[str, list[ast.Call]]
    named: dict[str, ast.expr]


@lru_cache(maxsize=64)
def _read(code: str) -> _Read:
    read = _Read({}, {})
    for node in nodes_of(read_snippet(code).tree or parse_python(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            read.calls.setdefault(node.func.attr, []).append(node)
        elif isinstance(node, ast.Assign):
            read.named.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
    return read


def _texts(block: CodeBlock, node: ast.expr) -> Iterator[Given]:
    for item in node.elts if isinstance(node, ast.List | ast.Tuple) else [node]:
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            yield Given(item.value, _span(block, item))


def _span(block: CodeBlock, node: ast.expr) -> Span:
    snippet = read_snippet(block.code)
    line, end_line = node.lineno, node.end_lineno or node.lineno
    end_column = snippet.column(end_line, node.end_col_offset or node.col_offset)
    return place(block, line, snippet.column(line, node.col_offset), end_line, end_column)
