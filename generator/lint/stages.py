"""The stages of a Spark NLP pipeline, as the Python snippets define them."""

from __future__ import annotations

import ast
from functools import lru_cache

from msgspec import Struct

from generator.card import Card
from generator.lint.memo import once_in_a_row
from generator.lint.snippet import python_blocks
from generator.lint.spark.mended import parse_mended
from generator.read import parse_python


class Stage(Struct, frozen=True):
    """One annotator with its settings: ``NerDLModel.pretrained("ner_dl").setInputCols(…).setOutputCol("ner")``.

    Attributes:
        annotator: The class, without its module.
        model: The first argument of ``pretrained``; empty where there is none or it is no plain text.
        inputs: The columns it reads; ``None`` where they are not set in plain texts.
        output: The column it writes; ``None`` likewise.
        case_sensitive: What ``setCaseSensitive`` is given; ``None`` where that is not called, or not with a constant.
        max_length: What ``setMaxSentenceLength`` is given; ``None`` likewise.
    """

    annotator: str
    model: str
    inputs: tuple[str, ...] | None
    output: str | None
    case_sensitive: bool | None = None
    max_length: int | None = None


@once_in_a_row
def carrying_stages(card: Card) -> list[Stage]:
    """The stages that load the card's own model; of a broken snippet, those that stand without a syntax error."""
    name = card.facts.name
    stages = [stage for block in python_blocks(card) for stage in stages_in(block.code)]
    return [stage for stage in stages if name and stage.model == name]


def annotator_of(card: Card) -> str:
    """The class that carries the model: as the front matter says, else of the stage that loads it; may be empty."""
    stages = carrying_stages(card)
    return card.front_matter.texts.get("annotator", "") or (stages[0].annotator if stages else "")


@lru_cache(maxsize=64)
def stages_in(code: str) -> tuple[Stage, ...]:
    """Every chain of calls that is the value of an assignment or a statement of its own."""
    mended = parse_mended(code)
    tree = mended.tree if mended else parse_python(code)
    values = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.Expr)]
    stages = [_stage(value) for value in values if isinstance(value, ast.Call)]
    return tuple(stage for stage in stages if stage)


def _stage(call: ast.Call) -> Stage | None:
    calls: dict[str, ast.Call] = {}
    node: ast.expr = call
    names: list[str] = []
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            if isinstance(node.func, ast.Attribute):
                calls.setdefault(node.func.attr, node)  # the last call of a setter is the one that counts
            node = node.func
    if isinstance(node, ast.Name):
        names.append(node.id)
    annotator = next((name for name in reversed(names) if name[0].isupper()), "")
    if not annotator:
        return None
    model = _texts(calls.get("pretrained")) or _texts(calls.get("load"))
    output = _texts(calls.get("setOutputCol"))
    case, length = _constant(calls.get("setCaseSensitive")), _constant(calls.get("setMaxSentenceLength"))
    return Stage(
        annotator,
        model[0] if model else "",
        _texts(calls.get("setInputCols")),
        output[0] if output else None,
        case if isinstance(case, bool) else None,
        length if type(length) is int else None,
    )


def _constant(call: ast.Call | None) -> object:
    """The one argument of a setter, where it is a constant."""
    argument = call.args[0] if call and len(call.args) == 1 else None
    return argument.value if isinstance(argument, ast.Constant) else None


def _texts(call: ast.Call | None) -> tuple[str, ...] | None:
    """The arguments of a setter, whether given one by one or as one list; ``None`` unless all are plain texts."""
    if call is None:
        return None
    arguments: list[ast.expr] = call.args
    if len(arguments) == 1 and isinstance(arguments[0], ast.List | ast.Tuple):
        arguments = arguments[0].elts
    texts = [item.value for item in arguments if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return tuple(texts) if texts and len(texts) == len(arguments) else None
