"""A quick look at a script that is so plain that its undefined names can be told without following Python's scopes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from generator.read.nodes import nodes_of

#: Expressions that define names themselves, or that cannot stand in a script.
SCOPES = frozenset(
    {
        *(ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr),
        *(ast.Yield, ast.YieldFrom, ast.Await),
    }
)

#: With these, texts can be type annotations, in which names are used too.
ANNOTATING = ("__future__", "typing")


def undefined_in(tree: ast.Module, known: Callable[[str], bool]) -> list[ast.Name] | None:
    """The names that a plain script uses before it defines them.

    Nearly all snippets are imports, assignments and calls, one after the other. Of these it can be said without
    following Python's scopes, which takes many times as long.

    Args:
        tree: The script.
        known: Whether a name needs no definition.

    Returns:
        Each use of such a name; ``None`` where the script is not so plain and needs a closer look.
    """
    defined: set[str] = set()
    undefined: list[ast.Name] = []
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name()], value=value) | ast.Expr(value=value):
                used = nodes_of(value)
                if not SCOPES.isdisjoint(map(type, used)):
                    return None
                undefined += _undefined(used, defined, known)
                defined.update(target.id for target in _targets(statement))
            case ast.Import(names=aliases) if not any(alias.name.startswith(ANNOTATING) for alias in aliases):
                defined.update(alias.asname or alias.name.partition(".")[0] for alias in aliases)
            case ast.ImportFrom(module=str(module), names=aliases) if not module.startswith(ANNOTATING):
                defined.update(alias.asname or alias.name for alias in aliases)
            case _:
                return None
    # Python itself defines some names in double underscores here and there.
    return None if any(node.id.startswith("__") for node in undefined) else undefined


def _undefined(used: list[ast.AST], defined: set[str], known: Callable[[str], bool]) -> Iterator[ast.Name]:
    """The undefined names of an expression; after a star import, any name may be defined."""
    if "*" not in defined:
        for node in used:
            if isinstance(node, ast.Name) and node.id not in defined and not known(node.id):
                yield node


def _targets(statement: ast.stmt) -> Iterator[ast.Name]:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return (target for target in targets if isinstance(target, ast.Name))
