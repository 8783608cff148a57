"""The stages that the Scala tab and the Python tab both have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from generator.card import Card, CodeBlock
from generator.lint.scala import ScalaSnippet, ScalaStage, scala_blocks
from generator.lint.snippet import readable
from generator.lint.stages import Stage, stages_in
from generator.read.python_code import MAX_CODE

T = TypeVar("T", Stage, tuple[CodeBlock, ScalaSnippet, ScalaStage])


def pairs(card: Card) -> Iterator[tuple[CodeBlock, ScalaSnippet, ScalaStage, Stage]]:
    """Each class that both tabs use exactly once, so that there is no doubt about what belongs together."""
    if not card.code("scala") or not card.code("python"):
        return
    python = _single(
        (stage.annotator, stage) for block in readable(card.code("python"), MAX_CODE) for stage in stages_in(block.code)
    )
    in_scala = ((block, snippet, stage) for block, snippet in scala_blocks(card) for stage in snippet.stages)
    for annotator, (block, snippet, stage) in _single((item[2].annotator, item) for item in in_scala).items():
        if annotator in python:
            yield block, snippet, stage, python[annotator]


def _single(named: Iterable[tuple[str, T]]) -> dict[str, T]:
    """What has a name of its own."""
    found: dict[str, list[T]] = {}
    for name, item in named:
        found.setdefault(name, []).append(item)
    return {name: items[0] for name, items in found.items() if len(items) == 1}
