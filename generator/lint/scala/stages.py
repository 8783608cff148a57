"""The annotators of a Scala snippet with their settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

import tree_sitter
from msgspec import Struct

from generator.lint.scala.lexing import Found

Node: TypeAlias = tree_sitter.Node

#: Makers of collections.
COLLECTIONS = frozenset({"Array", "Seq", "List"})
#: What a list in square brackets was overwritten with.
BRACKETS = frozenset({"tuple_expression", "parenthesized_expression"})
CLASS = re.compile(r"[A-Z]\w*[a-z]\w*")


class Words(Struct, frozen=True):
    """The texts that a setter is given, one by one or as one collection, and where they stand."""

    texts: tuple[str, ...]
    start: int
    end: int


class ScalaStage(Struct, frozen=True):
    """A chain of calls on a class: ``NerDLModel.pretrained("ner_dl").setInputCols(…).setOutputCol("ner")``.

    Attributes:
        annotator: The class.
        start: Where its name begins.
        end: Where the chain ends.
        called: Whether the class is called like a function, without ``new``.
        methods: The methods of the chain, in order.
        settings: The texts that a method was given last, where it was given plain texts.
    """

    annotator: str
    start: int
    end: int
    called: bool
    methods: tuple[str, ...]
    settings: dict[str, Words]


class Chain(Struct, frozen=True):
    """The same in a shape, which knows where the texts of its ``settings`` stand, but not what they hold."""

    annotator: str
    start: int
    end: int
    called: bool
    methods: tuple[str, ...]
    settings: dict[str, tuple[Found, ...]]


def chains_in(root: Node, code: str) -> Iterator[Chain]:
    """Every chain of calls on a class.

    Args:
        root: A tree.
        code: What it is the tree of, whose characters are its bytes.
    """
    links: set[int] = set()
    for call in _calls(root):
        if call.id not in links:
            chain = list(_chain(call))
            links.update(node.id for node in chain)
            yield from _read(chain, code)


def _calls(root: Node) -> list[Node]:
    """Every call, in the order of the text; an outer one before those in it."""
    calls, cursor = [], root.walk()  # Compiling a query takes longer than reading a card.
    while True:
        if cursor.node and cursor.node.type == "call_expression":
            calls.append(cursor.node)
        if not cursor.goto_first_child():
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return calls


def _chain(call: Node) -> Iterator[Node]:
    """The nodes of a chain from its last call down to what it begins with."""
    node: Node | None = call
    while node is not None:
        yield node
        kind = node.type
        if kind == "call_expression":
            node = node.child_by_field_name("function")
        elif kind == "field_expression":
            node = node.child_by_field_name("value")
        else:
            return


def _read(chain: list[Node], code: str) -> Iterator[Chain]:
    *links, base = chain
    if base.type == "instance_expression" and base.named_children:
        base = base.named_children[0]
    name = _text(base, code)
    if not CLASS.fullmatch(name):
        return
    methods: list[str] = []
    settings: dict[str, tuple[Found, ...]] = {}
    for link, inner in zip(links, chain[1:], strict=False):
        if link.type == "field_expression" and (field := link.child_by_field_name("field")):
            methods.append(_text(field, code))
        elif inner.type == "field_expression" and (field := inner.child_by_field_name("field")):
            arguments = link.child_by_field_name("arguments")
            if arguments and (texts := _texts(arguments, code)):
                settings.setdefault(_text(field, code), texts)
    called = bool(links) and links[-1].type == "call_expression" and chain[-1].type == "identifier"
    yield Chain(name, base.start_byte, chain[0].end_byte, called, tuple(reversed(methods)), settings)


def _texts(arguments: Node, code: str) -> tuple[Found, ...]:
    """Where the texts stand that a method is given; nowhere where it is given anything else."""
    items = arguments.named_children
    if len(items) == 1 and items[0].type == "call_expression":
        function = items[0].child_by_field_name("function")
        inner = items[0].child_by_field_name("arguments")
        if function is not None and inner is not None and _text(function, code) in COLLECTIONS:
            items = inner.named_children
    elif len(items) == 1 and items[0].type in BRACKETS:
        items = items[0].named_children
    if any(item.type != "string" for item in items):
        return ()
    return tuple(Found(item.start_byte, item.end_byte) for item in items)


def _text(node: Node, code: str) -> str:
    return code[node.start_byte : node.end_byte]
