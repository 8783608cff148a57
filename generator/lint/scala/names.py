"""Which values a Scala snippet defines, and which it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import tree_sitter
from msgspec import Struct

Node: TypeAlias = tree_sitter.Node

#: A value by Scala's custom: the others are classes, objects and constants, which imports bring in.
VALUE = re.compile(r"[a-z]\w*")

#: Nodes that bind names, and their field that holds them; where there is no such field, it is their first part.
BINDING = {
    "lambda_expression": "parameters",
    "case_clause": "pattern",
    "function_definition": "name",
    "function_declaration": "name",
    "parameter": "name",
    "class_parameter": "name",
    "binding": "name",
    "object_definition": "name",
    "enumerator": "",
}
VALUES = frozenset({"val_definition", "var_definition", "val_declaration", "var_declaration"})
#: The fields of a node that hold values, where it also holds a name that is none: ``x.name``, ``a name b``.
FIELDS = {"field_expression": ("value",), "infix_expression": ("left", "right")}
#: Nodes whose first or last part is such a name: ``name"…"``, ``x name``.
PARTS = {"interpolated_string_expression": slice(1, None), "postfix_expression": slice(0, 1)}
#: Nodes without values in them.
CLOSED = frozenset({"package_clause", "quote_expression", "annotation", "stable_type_identifier", "type_arguments"})

#: What most arguments are, and what holds no value: they need not be looked at once more.
TEXTS = frozenset({"string", "integer_literal", "boolean_literal"})

IMPORTS_ALL = re.compile(r"[.{,\s]_\s*\}?$")
#: Of these it is known what they bring in: classes, conversions, and functions that count as always at hand.
KNOWN_IMPORTS = re.compile(r"\b(?:com\.johnsnowlabs|org\.apache\.spark|implicits)\b")


class Use(Struct, frozen=True):
    """A value that is used: its name, where, and whether something is assigned to it."""

    name: str
    start: int
    end: int
    assigned: bool


class Names(Struct, frozen=True):
    """The values of a snippet.

    Attributes:
        defined: All that it defines or imports, wherever.
        free: Each use of a value that the snippet has not defined up to there, in order.
        open: Whether an import brings in names that are not known.
    """

    defined: frozenset[str]
    free: tuple[Use, ...]
    open: bool


def names_in(root: Node, code: str) -> Names:
    """Find the values of a snippet.

    Args:
        root: A tree without errors, whose bytes are the characters of ``code``.
        code: The snippet.
    """
    walk = _Walk(code)
    walk.through(root)
    known = set(walk.bound)
    free = []
    for event in walk.events:
        if isinstance(event, str):
            known.add(event)
        elif event.name not in known:
            free.append(event)
    return Names(frozenset(known), tuple(free), walk.open)


class _Walk:
    """One way through a tree, in the order in which Scala would run it.

    Attributes:
        events: Uses, and the names of values at the moment when they are defined.
        bound: Names that hold from the start: parameters, functions, imports, and the values inside of them, for what
            is seen from where would need all of Scala's rules.
        open: Whether an import brings in names that are not known.
    """

    def __init__(self, code: str) -> None:
        self.events: list[Use | str] = []
        self.bound: set[str] = set()
        self.open = False
        self._code = code
        self._top: set[int] = set()

    def through(self, root: Node) -> None:
        """Look at every node."""
        self._top = {child.id for child in root.named_children}
        waiting: list[Node | str] = [root]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                self.events.append(item)
                continue
            kind = item.type  # The parser spells it out anew each time that it is asked.
            if kind == "identifier":
                self._use(item, assigned=False)
            elif kind == "import_declaration":
                self._import(item)
            elif kind not in CLOSED and item.named_child_count:
                waiting += reversed(self._parts(item, kind))

    def _parts(self, node: Node, kind: str) -> Sequence[Node | str]:
        """What to look at in a node, in order; what it binds is noted on the way."""
        if kind in VALUES:
            return self._definition(node)
        if kind == "assignment_expression":
            return self._assignment(node)
        return self._binding(node, BINDING[kind]) if kind in BINDING else _values(node, kind)

    def _binding(self, node: Node, name: str) -> list[Node]:
        bound = node.child_by_field_name(name) if name else node.named_children[0]
        if bound:
            self.bound.update(self._identifiers(bound))
        return [child for child in node.named_children if child != bound]

    def _definition(self, node: Node) -> list[Node | str]:
        """The value first, then the names: ``val x = x`` uses ``x`` before there is one."""
        value = node.child_by_field_name("value")
        pattern = node.child_by_field_name("pattern") or node.child_by_field_name("name")  # without a value: the latter
        names = list(self._identifiers(pattern)) if pattern else []
        if node.id not in self._top:
            self.bound.update(names)
        return [*([value] if value else []), *names]

    def _assignment(self, node: Node) -> list[Node | str]:
        """``x = 1``, which wants an ``x``."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        parts: list[Node | str] = [right] if right else []
        if left and left.type == "identifier":
            self._use(left, assigned=True)
            return [*parts, self._text(left)]
        return [*([left] if left else []), *parts]

    def _use(self, node: Node, *, assigned: bool) -> None:
        name = self._text(node)
        if VALUE.fullmatch(name):
            self.events.append(Use(name, node.start_byte, node.end_byte, assigned))

    def _import(self, node: Node) -> None:
        text = self._text(node).rstrip()
        self.bound.update(re.findall(r"\w+", text))
        self.open |= bool(IMPORTS_ALL.search(text)) and not KNOWN_IMPORTS.search(text)

    def _identifiers(self, pattern: Node) -> Iterator[str]:
        waiting = [pattern]
        while waiting:
            node = waiting.pop()
            if node.type == "identifier":
                yield self._text(node)
            waiting += node.named_children

    def _text(self, node: Node) -> str:
        return self._code[node.start_byte : node.end_byte]


def _values(node: Node, kind: str) -> list[Node]:
    """The parts of a node in which values can stand."""
    if kind == "arguments":
        return [_argument(child) for child in node.named_children if child.type not in TEXTS]
    if kind in FIELDS:
        return [part for part in map(node.child_by_field_name, FIELDS[kind]) if part]
    return node.named_children[PARTS[kind]] if kind in PARTS else node.named_children


def _argument(node: Node) -> Node:
    """What is given: ``lang = "en"`` among arguments names a parameter."""
    value = node.child_by_field_name("right") if node.type == "assignment_expression" else None
    return value or node
