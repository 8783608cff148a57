"""A quick look at a script: whether it is so plain that each of its names is surely defined where it is used."""

from __future__ import annotations

import ast
from collections.abc import Callable

#: Expressions that define names themselves.
SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr)

#: With these, texts can be type annotations, in which names are used too.
ANNOTATING = ("__future__", "typing")


def surely_defined(tree: ast.Module, known: Callable[[str], bool]) -> bool:
    """Whether a script defines every name before it uses it.

    Nearly all snippets are imports, assignments and calls, one after the other. Of these it can be said without
    following Python's scopes, which takes many times as long.

    Args:
        tree: The script.
        known: Whether a name needs no definition.

    Returns:
        ``False`` where there is a doubt: what is not so plain needs a closer look.
    """
    defined: set[str] = set()
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_defined(value, defined, known):
                defined.add(name)
            case ast.Expr(value=value) if _is_defined(value, defined, known):
                pass
            case ast.Import(names=aliases) if not any(alias.name.startswith(ANNOTATING) for alias in aliases):
                defined.update(alias.asname or alias.name.partition(".")[0] for alias in aliases)
            case ast.ImportFrom(module=str(module), names=aliases) if not module.startswith(ANNOTATING):
                defined.update(alias.asname or alias.name for alias in aliases)
            case _:
                return False
    return True


def _is_defined(value: ast.expr, defined: set[str], known: Callable[[str], bool]) -> bool:
    """Whether an expression uses none but defined names; after a star import, any name may be defined."""
    for node in ast.walk(value):
        if isinstance(node, SCOPES):
            return False
        if isinstance(node, ast.Name) and node.id not in defined and "*" not in defined and not known(node.id):
            return False
    return True
