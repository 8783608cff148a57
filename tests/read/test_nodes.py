from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator.read.nodes import nodes_of

TELLING_NOTHING = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


@pytest.mark.parametrize("path", sorted(Path(ast.__file__).parent.glob("[a-d]*.py"))[:20], ids=lambda path: path.name)
def test_all_but_contexts_and_operators_in_the_order_of_ast(path: Path) -> None:
    tree = ast.parse(path.read_bytes())
    assert nodes_of(tree) == [node for node in ast.walk(tree) if not isinstance(node, TELLING_NOTHING)]


def test_a_node_that_was_made_by_hand_may_lack_fields() -> None:
    name = ast.Name("a", ast.Load())
    call = ast.Call(func=name)
    assert nodes_of(call) == [call, name]
