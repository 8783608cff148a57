"""Walks syntax trees without the contexts and operators, which are most of what ``ast.walk`` comes to."""

from __future__ import annotations

import ast

#: Fields that hold neither names nor values: contexts, operators, and words.
_PASSED_OVER = frozenset({"ctx", "op", "ops", "id", "attr", "kind", "type_comment", "conversion"})


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node in which others may stand."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        fields = () if kind is ast.Constant else tuple(name for name in kind._fields if name not in _PASSED_OVER)
        self[kind] = fields
        return fields


_FIELDS = _Fields()


def children_of(node: ast.AST) -> list[ast.AST]:
    """The nodes right below a node, in the order of its fields, without contexts and operators."""
    found: list[ast.AST] = []
    for name in _FIELDS[type(node)]:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def nodes_of(tree: ast.AST) -> list[ast.AST]:
    """A node and all nodes below it, breadth first, as ``ast.walk`` gives them, without contexts and operators."""
    found = [tree]
    for node in found:  # It grows meanwhile.
        found += children_of(node)
    return found
