"""What Python expressions of a snippet stand for, as far as texts, lists and data frames go.

Nothing is run: expressions are folded within limits, and whatever is not understood is ``None``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.card import CodeBlock

MAX_TEXT = 100_000
MAX_ITEMS = 1_000
_MAX_DEPTH = 40

#: Methods of a data frame that give the same rows.
_SAME_ROWS = frozenset({"cache", "persist", "repartition", "coalesce", "limit", "select", "withColumn"})
#: Functions that make data: where their columns' names are given; those without give what they are given.
_MAKERS = {"createDataFrame": (1, "schema"), "DataFrame": (2, "columns"), "parallelize": (0, ""), "Series": (0, "")}
_STRIPS = frozenset({"strip", "lstrip", "rstrip"})
#: All others give nothing that is looked for, whatever they are called on.
_FOLDED = _SAME_ROWS | _STRIPS | {"toDF", "join"}


class Words(Struct, frozen=True):
    """A text, the expression that it stands in, and the block that holds it."""

    text: str
    node: ast.expr
    block: CodeBlock


class Items(Struct, frozen=True):
    """A list or tuple."""

    values: tuple[Value, ...]


class Fields(Struct, frozen=True):
    """A dictionary with constant keys."""

    values: Mapping[str, Value]


class Frame(Struct, frozen=True):
    """A data frame: its column names (empty where it names none) and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


Value: TypeAlias = Words | Items | Fields | Frame | None


class Scope(Struct):
    """Where an expression stands.

    Attributes:
        block: The code that holds it.
        names: What the variables stand for.
    """

    block: CodeBlock
    names: dict[str, Value]


def evaluate(node: ast.expr | None, scope: Scope, depth: int = 0) -> Value:  # noqa: C901, PLR0911 - a case a form
    """Fold an expression.

    Args:
        node: The expression.
        scope: Where it stands.
        depth: How deep the expression stands in another one.
    """
    if depth > _MAX_DEPTH:
        return None
    depth += 1
    match node:
        case ast.Constant(value=str(text)):
            return Words(text, node, scope.block)
        case ast.Name(id=name):
            return scope.names.get(name)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return Items(tuple(evaluate(element, scope, depth) for element in elements[:MAX_ITEMS]))
        case ast.Dict(keys=keys, values=values):
            return _fields(keys, values, scope, depth)
        case ast.JoinedStr(values=parts):
            return _joined([evaluate(part, scope, depth) for part in parts], "", node, scope)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return evaluate(value, scope, depth)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _sum(evaluate(left, scope, depth), evaluate(right, scope, depth), node, scope)
        case ast.Subscript(value=value, slice=ast.Constant(value=int(index))):
            inner = evaluate(value, scope, depth)
            return inner.values[index] if isinstance(inner, Items) and 0 <= index < len(inner.values) else None
        case ast.Call():
            return _call(node, scope, depth)
    return None


def _fields(keys: Sequence[ast.expr | None], values: Sequence[ast.expr], scope: Scope, depth: int) -> Fields:
    pairs = list(zip(keys, values, strict=True))[:MAX_ITEMS]
    return Fields(
        {
            key.value: evaluate(value, scope, depth)
            for key, value in pairs
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        }
    )


def _sum(left: Value, right: Value, node: ast.expr, scope: Scope) -> Value:
    if isinstance(left, Items) and isinstance(right, Items):
        return Items((left.values + right.values)[:MAX_ITEMS])
    return _joined([left, right], "", node, scope)


def _joined(parts: Sequence[Value], separator: str, node: ast.expr, scope: Scope) -> Words | None:
    texts = [part.text for part in parts if isinstance(part, Words)]
    if len(texts) < len(parts) or sum(map(len, texts)) + len(separator) * len(texts) > MAX_TEXT:
        return None
    return Words(separator.join(texts), node, scope.block)


def _call(node: ast.Call, scope: Scope, depth: int) -> Value:
    match node.func:
        case ast.Name(id="Row") | ast.Attribute(attr="Row"):
            if node.args:
                return Items(tuple(evaluate(argument, scope, depth) for argument in node.args[:MAX_ITEMS]))
            return Fields({word.arg: evaluate(word.value, scope, depth) for word in node.keywords if word.arg})
        case ast.Attribute(value=owner, attr=method):
            return _method(node, owner, method, scope, depth)
        case ast.Name(id="list" | "tuple") if len(node.args) == 1:
            return evaluate(node.args[0], scope, depth)
    return None


def _method(node: ast.Call, owner: ast.expr, method: str, scope: Scope, depth: int) -> Value:
    if method in _MAKERS:
        data = evaluate(_argument(node, 0, "data"), scope, depth)
        position, name = _MAKERS[method]
        return _frame(data, _argument(node, position, name), scope) if name else data
    match evaluate(owner, scope, depth) if method in _FOLDED else None:
        case Frame() as frame:
            return _frame_method(frame, node, method, scope)
        case Items() as items if method == "toDF":
            return _frame_method(Frame((), _rows(items)), node, method, scope)
        case Words() as words if method in _STRIPS and not node.args:
            return replace(words, text=getattr(words.text, method)())
        case Words(text=separator) if method == "join" and len(node.args) == 1:
            parts = evaluate(node.args[0], scope, depth)
            return _joined(parts.values, separator, node, scope) if isinstance(parts, Items) else None
    return None


def _frame_method(frame: Frame, node: ast.Call, method: str, scope: Scope) -> Frame | None:
    if method == "toDF":
        columns = _column_names(*node.args, scope=scope)
        return Frame(columns or frame.columns, frame.rows)
    return frame if method in _SAME_ROWS else None


def _argument(node: ast.Call, position: int, name: str) -> ast.expr | None:
    if position < len(node.args):
        return node.args[position]
    return next((word.value for word in node.keywords if word.arg == name), None)


def _frame(data: Value, schema: ast.expr | None, scope: Scope) -> Frame | None:
    columns = _column_names(schema, scope=scope) if schema is not None else ()
    match data:
        case Frame():
            return Frame(columns or data.columns, data.rows)
        case Words():
            return Frame(columns, ((data,),))
        case Items(values=values) if values and all(isinstance(value, Fields) for value in values):
            keys = tuple(dict.fromkeys(key for value in values if isinstance(value, Fields) for key in value.values))
            rows = tuple(tuple(value.values.get(key) for key in keys) for value in values if isinstance(value, Fields))
            return Frame(keys, rows)
        case Items():
            return Frame(columns, _rows(data))
        case Fields(values=values):
            return Frame(tuple(values), _columns_to_rows(list(values.values())))
    return None


def _rows(data: Items) -> tuple[tuple[Value, ...], ...]:
    return tuple(value.values if isinstance(value, Items) else (value,) for value in data.values)


def _columns_to_rows(columns: list[Value]) -> tuple[tuple[Value, ...], ...]:
    lists = [column.values if isinstance(column, Items) else (column,) for column in columns]
    return tuple(zip(*lists, strict=False))


def _column_names(*nodes: ast.expr, scope: Scope) -> tuple[str, ...]:
    """Column names from a list, from single arguments, or from ``"text string, label int"``; empty where unknown."""
    found: list[str] = []
    for node in nodes:
        value = evaluate(node, scope)
        parts = value.values if isinstance(value, Items) else (value,)
        found += [part.text for part in parts if isinstance(part, Words)]
    if len(nodes) == 1 and len(found) == 1 and len(found[0].split()) > 1:
        return tuple(field.replace(":", " ").split()[0] for field in found[0].split(",") if field.strip())
    return tuple(found)
