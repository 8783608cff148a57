"""A Python snippet uses a name that nothing defines.

## Why

It stops with a `NameError`: mostly a stage was renamed in one place and not in the other.

## Fails

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
pipeline = Pipeline(stages=[document, tokenizer])
```

## Passes

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
pipeline = Pipeline(stages=[document, tokenizer])
```

## Mend

Define the name, or correct its spelling. Classes (`CamelCase`) and what every Spark NLP notebook begins with (`spark`,
`nlu`, `pd`, `F` …) count as imported. The blocks of one tab share their names in order; a block that leaves something
out with `...` is not checked, nor is anything after it. Lines that are indented for no reason are read all the same.
"""

from __future__ import annotations

import ast
import builtins
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from generator.card import Card, CodeBlock, CodeTab
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.script import undefined_in
from generator.lint.snippet import place, read_snippet, readable
from generator.lint.spark.mended import parse_mended
from generator.lint.words import did_you_mean
from generator.read.nodes import nodes_of
from generator.read.python_code import MAX_CODE

TABS: tuple[CodeTab, ...] = ("python", "nlu")

#: What the notebooks of Spark NLP, its licensed libraries and NLU have at hand when a snippet begins.
PRELUDE = frozenset(
    {
        *("spark", "sc", "sqlContext", "dbutils", "display"),
        *("sparknlp", "sparknlp_jsl", "sparkocr", "sparknlp_display", "johnsnowlabs", "nlu", "pyspark"),
        *("nlp", "medical", "finance", "legal", "visual", "ocr", "jsl"),
        *("pd", "np", "plt", "os", "sys", "re", "json", "string", "time", "requests"),
        *("F", "T", "col", "lit", "explode", "expr", "udf", "when", "concat", "array", "size", "split"),
        *("secret", "license_keys", "params", "SECRET"),
    }
)

BUILTINS = frozenset(dir(builtins))

#: Looking for a near name costs time for each one that is defined. No snippet for readers has so many.
MANY_NAMES = 500

CLASS = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each name that is used before any block of its tab defines it."""
    for tab in TABS:
        if blocks := _whole_blocks(readable(card.code(tab), MAX_CODE)):
            yield from _undefined(blocks)


def _whole_blocks(blocks: Sequence[CodeBlock]) -> list[CodeBlock]:
    """The blocks up to the first one that does not parse or leaves something out."""
    return list(takewhile(lambda block: _whole(block.code), blocks))


def _whole(code: str) -> bool:
    mended = parse_mended(code)
    return mended is not None and not ("..." in code and any(map(_is_ellipsis, nodes_of(mended.tree))))


def _is_ellipsis(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def _undefined(blocks: list[CodeBlock]) -> Iterator[Finding]:
    """Check the blocks as one module."""
    codes = [block.code.removesuffix("\n") + "\n" for block in blocks]  # the last block may end with the file
    snippet, mended = read_snippet("".join(codes)), parse_mended("".join(codes))
    # Each parses, but one may end in the middle of a line that goes on.
    unknown = _unknown_names(mended.tree) if mended else []
    if mended is None or not unknown:
        return
    starts = list(accumulate((code.count("\n") for code in codes), initial=0))
    defined, unused = _defined(mended.tree), _unused(mended.tree)
    reported: set[str] = set()
    for name, line, offset in unknown:
        if name in reported:
            continue
        reported.add(name)
        number = bisect_left(starts, line) - 1
        block, column = blocks[number], snippet.column(line, offset)
        own_line = line - starts[number]
        span = place(block, own_line, column, own_line, column + len(name))
        yield Finding(span, f"undefined name `{name}`", _hint(name, defined, unused))


def _is_known(name: str) -> bool:
    return name in BUILTINS or name in PRELUDE or CLASS.fullmatch(name) is not None


def _unknown_names(tree: ast.Module) -> list[tuple[str, int, int]]:
    """Name, line and byte offset of each name that is not defined when it is used, in order."""
    plain = undefined_in(tree, _is_known)
    found = _followed(tree) if plain is None else [(node.id, node.lineno, node.col_offset) for node in plain]
    return sorted(found, key=lambda item: item[1:])


def _followed(tree: ast.Module) -> list[tuple[str, int, int]]:
    """The same of a script whose scopes have to be followed."""
    from pyflakes.checker import Checker  # noqa: PLC0415 - it takes 60 ms, and few snippets need it
    from pyflakes.messages import UndefinedName  # noqa: PLC0415 - likewise

    try:
        messages = Checker(tree).messages
    except RecursionError:  # a snippet nested so deeply is not one that people wrote
        return []
    undefined = [message for message in messages if isinstance(message, UndefinedName)]
    found = [(str(message.message_args[0]), message.lineno, message.col) for message in undefined]
    return [item for item in found if not _is_known(item[0])]


def _hint(name: str, defined: set[str], unused: set[str]) -> str:
    """What was probably meant: something defined in vain; what is used beside the name is another thing."""
    if name in defined:
        return "it is defined further down"
    return did_you_mean(name, unused) if len(unused) <= MANY_NAMES else ""


def _unused(tree: ast.Module) -> set[str]:
    """The names that a module defines and never asks for."""
    used = {node.id for node in nodes_of(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return _defined(tree) - used


def _defined(tree: ast.Module) -> set[str]:
    """The names that a module assigns or imports."""
    nodes = list(nodes_of(tree))
    assigned = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    imported = {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
    return assigned | imported


RULE = CardRule("PY003", "undefined-name", Level.WARNING, __doc__, check)
