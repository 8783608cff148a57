"""Reads the stages and pipelines of a card's Python snippet, as far as they are sure."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from msgspec import Struct, field

from generator.card import Card, Text
from generator.lint.memo import once_in_a_row
from generator.lint.spark.annotators import AROUND, LICENSED, annotators
from generator.lint.spark.calls import Call, Chain, Places, read_chain
from generator.lint.spark.graph import INPUTS, OUTPUTS, Graph, Pipeline, Stage
from generator.lint.spark.mended import parse_mended
from generator.read import parse_python
from generator.read.nodes import nodes_of

#: What loads a model or a pipeline by its name in the hub, and its language.
LOADERS = frozenset({"pretrained", "PretrainedPipeline"})
LOADING = re.compile(rf"\b(?:{'|'.join(sorted(LOADERS))})\s*\(")
#: What is built of stages. A ``PipelineModel`` mostly is loaded, and built of stages now and then.
PIPELINES = frozenset({"Pipeline", "RecursivePipeline"})
#: No snippet for readers is longer, or has more stages or pipelines.
MAX_CODE = 40_000
MOST_STAGES = 200
#: Only stages are asked for these.
MARKS = INPUTS | OUTPUTS | {"pretrained", "setInputCol"}
#: Whose annotators are named like those of Spark NLP.
LIBRARIES = ("sparknlp", "sparkocr", "johnsnowlabs")


@once_in_a_row
def read_graph(card: Card) -> Graph:
    """The graph of a card's Python tab, whose blocks share their names.

    Of a block that cannot be parsed, the statements are read that are whole. What is built of stages is not told then,
    nor what is loaded, unless every call that loads something could be read.
    """
    blocks = card.code("python")
    if sum(len(block.code) for block in blocks) > MAX_CODE:
        return Graph()
    reader, sound = _Reader(), True
    for block in blocks:
        mended = parse_mended(block.code)
        sound = sound and mended is not None
        reader.read(mended.tree if mended else parse_python(block.code), Places(block))
    if len(reader.stages) + len(reader.pipelines) > MOST_STAGES:
        return Graph()
    if sound:
        return reader.graph()
    calls = sum(len(LOADING.findall(block.code)) for block in blocks)
    loads = tuple(reader.loads) if len(reader.loads) == calls else ()
    return Graph(tuple(reader.stages), loads=loads, imports=tuple(reader.imports))


class _Reader(Struct):
    """Follows the statements of a snippet and remembers what each name stands for."""

    names: dict[str, Stage | Pipeline | ast.expr | None] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    pipelines: list[Pipeline] = field(default_factory=list)
    loads: list[Call] = field(default_factory=list)
    imports: list[Text] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    whole: bool = True

    def graph(self) -> Graph:
        pipelines = self.pipelines
        if not pipelines and self.whole and self.stages:
            pipelines = [Pipeline(tuple(self.stages), closed=True)]
        return Graph(
            tuple(self.stages),
            tuple(pipelines),
            tuple(self.loads),
            bool(self.pipelines),
            self.whole,
            tuple(self.imports),
        )

    def read(self, tree: ast.Module, places: Places) -> None:
        for statement in tree.body:
            if isinstance(statement, ast.Assign | ast.Expr):
                targets = statement.targets if isinstance(statement, ast.Assign) else []
                self._assign(targets, statement.value, places)
            elif isinstance(statement, ast.Import | ast.ImportFrom):
                self._import(statement, places)
            else:
                self._lose(statement)

    def _import(self, statement: ast.Import | ast.ImportFrom, places: Places) -> None:
        for alias in statement.names:
            module = statement.module or "" if isinstance(statement, ast.ImportFrom) else alias.name
            if not module.startswith(LIBRARIES):
                self.foreign.add(alias.asname or alias.name.partition(".")[0])
            elif isinstance(statement, ast.ImportFrom) and not alias.asname:
                self.imports.append(places.name(alias, alias.name))

    def _lose(self, statement: ast.stmt) -> None:
        """Forget what the names of a statement stand for that may run, or not, or many times."""
        self.whole = False
        self._use(statement)
        for node in nodes_of(statement):
            if isinstance(node, ast.Name):
                self.names[node.id] = None

    def _assign(self, targets: Sequence[ast.expr], value: ast.expr, places: Places) -> None:
        if isinstance(value, ast.Constant) and value.value is Ellipsis:
            self.whole = False
        variable = targets[0] if len(targets) == 1 and isinstance(targets[0], ast.Name) else None
        meaning = self._meaning(value, places)
        if isinstance(meaning, Stage) and variable and meaning.variable is None:
            meaning.variable = places.name(variable, variable.id)
        if variable:
            self.names[variable.id] = meaning
            return
        for node in (node for target in targets for node in nodes_of(target) if isinstance(node, ast.Name)):
            self.names[node.id] = None

    def _meaning(self, value: ast.expr, places: Places) -> Stage | Pipeline | ast.expr | None:
        """What an expression stands for; ``None`` for what cannot be told."""
        if isinstance(value, ast.List | ast.Tuple):
            self._use(value)
            return value
        chain = read_chain(value, places)
        if chain is None:
            self._use(value)
            return None
        for argument in chain.arguments:
            self._use(argument)
        self.loads += [call for call in chain.calls if call.name.text in LOADERS]
        stage = self._stage(chain)
        if stage is None:
            self._use_node(chain.root)
            if isinstance(self.names.get(chain.root.id), ast.expr):  # a list of stages that is added to
                self.names[chain.root.id] = None
        return stage or self._pipeline(value, chain, places)

    def _stage(self, chain: Chain) -> Stage | None:
        known = self.names.get(chain.root.id)
        if isinstance(known, Stage):
            setters = [call for call in chain.calls if call.name.text.startswith("set")]
            known.calls += setters
            return known if len(setters) == len(chain.calls) and chain.calls else None
        name = next((item for item in chain.path if item.text[:1].isupper()), None)
        foreign = {chain.root.id, name.text} & self.foreign if name else None
        if name is None or foreign or name.text in AROUND or chain.root.id in self.names:
            return None
        facts = annotators().get(name.text)
        called = {call.name.text for call in chain.calls}
        if not (called and (facts or name.text in LICENSED or called & MARKS)):
            return None
        stage = Stage(name, facts, None, [call for call in chain.calls if call.name != name])
        self.stages.append(stage)
        return stage

    def _pipeline(self, value: ast.expr, chain: Chain, places: Places) -> Pipeline | None:
        names = {item.text for item in chain.path}
        if not names & (PIPELINES | {"PipelineModel"}):
            return None
        elements = _stages_argument(value)
        if elements is None and not names & PIPELINES:
            return None
        if isinstance(elements, ast.Name) and isinstance(known := self.names.get(elements.id), ast.expr):
            elements = known
        pipeline = Pipeline((), closed=False)
        if isinstance(elements, ast.List | ast.Tuple) and len(elements.elts) <= MOST_STAGES:
            pipeline = _joined([self._element(element, places) for element in elements.elts])
        self.pipelines.append(pipeline)
        return pipeline

    def _element(self, element: ast.expr, places: Places) -> Pipeline | None:
        """A stage or a pipeline that stands in a pipeline; ``None`` where it cannot be told what it is."""
        meaning = self.names.get(element.id) if isinstance(element, ast.Name) else self._meaning(element, places)
        if isinstance(meaning, Stage):
            return Pipeline((meaning,), closed=True)
        return meaning if isinstance(meaning, Pipeline) else None

    def _use(self, tree: ast.AST) -> None:
        for node in (tree,) if isinstance(tree, ast.Constant | ast.Name) else nodes_of(tree):
            self._use_node(node)

    def _use_node(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant) and node.value is Ellipsis:
            self.whole = False
        if isinstance(node, ast.Name) and isinstance(stage := self.names.get(node.id), Stage):
            stage.used = True


def _joined(parts: Sequence[Pipeline | None]) -> Pipeline:
    stages = [stage for part in parts if part for stage in part.stages]
    if len(stages) > MOST_STAGES:  # pipelines of pipelines grow without end
        return Pipeline((), closed=False)
    return Pipeline(tuple(stages), closed=all(part is not None and part.closed for part in parts))


def _stages_argument(value: ast.expr) -> ast.expr | None:
    """What a pipeline is given as its stages: ``Pipeline(stages=…)`` or ``Pipeline().setStages(…)``."""
    for node in nodes_of(value):
        if isinstance(node, ast.Call):
            given = next((item.value for item in node.keywords if item.arg == "stages"), None)
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if given is None and node.args and name in PIPELINES | {"setStages"}:
                given = node.args[0]
            if given is not None:
                return given
    return None
