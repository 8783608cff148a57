"""Chains of calls: ``NerDLModel.pretrained("ner_dl", "en").setInputCols(…).setOutputCol("ner")``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.card import CodeBlock, Text
from generator.diagnostic import Span
from generator.lint.snippet import Snippet, place, read_snippet


class Call(Struct, frozen=True):
    """One call of a chain.

    Attributes:
        name: What is called, with its place.
        texts: The arguments, given one by one or as one list; ``None`` unless all are plain texts.
        keywords: Those keyword arguments that are plain texts.
    """

    name: Text
    texts: tuple[Text, ...] | None
    keywords: Mapping[str, Text]


class Chain(Struct, frozen=True):
    """An expression that begins with a name and goes on with attributes and calls.

    Attributes:
        root: The name that it begins with.
        path: The names up to the first call: ``sparknlp``, ``annotators``, ``Tokenizer``.
        calls: Every call, in the order in which Python makes them.
        arguments: What the calls are given.
    """

    root: ast.Name
    path: tuple[Text, ...]
    calls: tuple[Call, ...]
    arguments: tuple[ast.expr, ...]


class Places:
    """Finds where the nodes of a block's tree stand in the card."""

    def __init__(self, block: CodeBlock) -> None:
        self._block = block
        self._snippet: Snippet = read_snippet(block.code)

    def span(self, node: ast.expr) -> Span:
        """The whole node."""
        end_line, end = self._end(node)
        return place(self._block, node.lineno, self._column(node.lineno, node.col_offset), end_line, end)

    def name(self, node: ast.expr | ast.alias, name: str) -> Text:
        """The name that a node ends with."""
        line, end = self._end(node)
        return Text(name, place(self._block, line, end - len(name), line, end))

    def _end(self, node: ast.expr | ast.alias) -> tuple[int, int]:
        line = node.end_lineno or node.lineno
        return line, self._column(line, node.end_col_offset or 0)

    def _column(self, line: int, offset: int) -> int:
        return self._snippet.column(line, offset)


def read_chain(node: ast.expr, places: Places) -> Chain | None:
    """The chain that an expression is, or ``None`` where it is something else."""
    found: list[Call] = []
    path: list[Text] = []
    pending: ast.Call | None = None
    arguments: list[ast.expr] = []
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Call):
            arguments += [*node.args, *(item.value for item in node.keywords)]
            pending, node = node, node.func
            continue
        name = places.name(node, node.attr)
        if pending:
            found.append(_call(pending, name, places.span))
            path.clear()
        path.append(name)
        pending, node = None, node.value
    if not isinstance(node, ast.Name):
        return None
    root = places.name(node, node.id)
    if pending:
        found.append(_call(pending, root, places.span))
        path.clear()
    return Chain(node, (root, *reversed(path)), tuple(reversed(found)), tuple(arguments))


def _call(node: ast.Call, name: Text, span: Callable[[ast.expr], Span]) -> Call:
    items = node.args
    if len(items) == 1 and isinstance(items[0], ast.List | ast.Tuple):
        items = items[0].elts
    texts = [text for item in items if (text := _text(item, span))]
    keywords = {item.arg: text for item in node.keywords if item.arg and (text := _text(item.value, span))}
    return Call(name, tuple(texts) if len(texts) == len(items) else None, keywords)


def _text(node: ast.expr, span: Callable[[ast.expr], Span]) -> Text | None:
    return Text(node.value, span(node)) if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
