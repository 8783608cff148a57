"""Reads what the Python of a card sets on the stage that carries the model: ``.setTask("summarize:")``."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from generator.card import Constant
from generator.read.snippet import Snippet


def read_setters(snippets: Iterable[Snippet], annotator: str) -> tuple[Mapping[str, Constant], tuple[str, ...]]:
    """The constants that are given to setters; where one is called several times, the last counts.

    Args:
        snippets: The card's Python.
        annotator: The class of the stage; empty where it is not known.

    Returns:
        The value of each setter, by its name as written: ``setMaxOutputLength``. The names of those whose value does
        not stand there in letters.
    """
    found: dict[str, Constant | None] = {}
    for snippet in snippets if annotator else ():
        for statement in snippet.tree.body:
            if annotator in snippet.source(statement):
                found |= _set_in(statement, annotator)
    constants = {name: value for name, value in found.items() if value is not None}
    return constants, tuple(name for name, value in found.items() if value is None)


def _set_in(statement: ast.stmt, annotator: str) -> dict[str, Constant | None]:
    found: dict[str, Constant | None] = {}
    inner: set[int] = set()
    # Outer calls come first, so a chain of setters is gone through once, from its end.
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and id(node) not in inner:
            chain, owner = _chain(node)
            inner.update(id(call) for call in chain)
            if owner == annotator:
                found |= dict(_constants(reversed(chain)))
    return found


def _chain(call: ast.Call) -> tuple[list[ast.Call], str]:
    """The calls of ``Owner.pretrained(…).setA(…).setB(…)``, last first, and the owner."""
    chain: list[ast.Call] = []
    node: ast.expr = call
    while True:
        match node:
            case ast.Call(func=function):
                chain.append(node)
                node = function
            case ast.Attribute(value=value, attr=name):
                if name[:1].isupper():
                    return chain, name
                node = value
            case ast.Name(id=name):
                return chain, name
            case _:
                return chain, ""


def _constants(calls: Iterable[ast.Call]) -> Iterable[tuple[str, Constant | None]]:
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr.startswith("set"):
            yield call.func.attr, _constant(call.args[0]) if len(call.args) == 1 else None


def _constant(node: ast.expr) -> Constant | None:
    match node:
        case ast.Constant(value=str() | bool() | int() | float() as value):
            return value
        case ast.List(elts=items) | ast.Tuple(elts=items):
            words = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            return tuple(words) if len(words) == len(items) else None
        case _:
            return None
