"""What the Python snippet of a card builds: stages, and pipelines of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.card import Text
from generator.lint.spark.annotators import Annotator
from generator.lint.spark.calls import Call

INPUTS = frozenset({"setInputCols"})
OUTPUTS = frozenset({"setOutputCol", "setOutputCols"})


class Stage(Struct):
    """An annotator with its settings.

    Attributes:
        name: Its class, with its place.
        facts: What Spark NLP says of the class; ``None`` for any other class.
        variable: The name that it is first given, with its place; ``None`` where it has none.
        calls: What is called on it, in order.
        used: Whether anything but its own settings asks for the variable.
    """

    name: Text
    facts: Annotator | None
    variable: Text | None
    calls: list[Call]
    used: bool = False

    @property
    def inputs(self) -> tuple[Text, ...] | None:
        """The columns that it reads; ``None`` where they are not set in plain texts."""
        return self._texts(INPUTS)

    @property
    def outputs(self) -> tuple[Text, ...] | None:
        """The columns that it writes; ``None`` where they are not set in plain texts."""
        if self.name.text == "DocumentAssembler" and not any(call.name.text in OUTPUTS for call in self.calls):
            return (Text("document", self.name.span),)  # the one annotator whose default can be relied on
        if self.facts and not self.facts.output:
            return self._texts(OUTPUTS) or ()  # a finisher: nobody reads what it writes
        return self._texts(OUTPUTS)

    @property
    def pretrained(self) -> Call | None:
        """The call that loads a model of the hub."""
        return next((call for call in self.calls if call.name.text == "pretrained"), None)

    def _texts(self, setters: frozenset[str]) -> tuple[Text, ...] | None:
        texts = [call.texts for call in self.calls if call.name.text in setters]
        return texts[-1] or None if texts else None


class Pipeline(Struct, frozen=True):
    """Stages in the order in which they run.

    Attributes:
        stages: Those that could be read.
        closed: Whether these are all, so that a column that none of them writes is nowhere.
    """

    stages: tuple[Stage, ...]
    closed: bool

    @property
    def complete(self) -> bool:
        """Whether every column is known: the pipeline begins with raw data, and each stage says what it writes."""
        begins = any(stage.facts and stage.facts.begins for stage in self.stages)
        return self.closed and begins and all(stage.outputs is not None for stage in self.stages)

    def steps(self) -> Iterator[tuple[Stage, Mapping[str, str]]]:
        """Each stage with the columns that are there when it runs and their types; empty for an unknown type."""
        columns: dict[str, str] = {}
        for stage in self.stages:
            yield stage, dict(columns)
            kind = stage.facts.output if stage.facts else ""
            columns |= {column.text: kind for column in stage.outputs or ()}


class Graph(Struct, frozen=True):
    """What a snippet builds.

    Attributes:
        stages: Every stage, in the order of the text.
        pipelines: Every pipeline; of a whole snippet without any, its stages as one.
        builds: Whether it builds a pipeline itself.
        loads: Every call that loads a model or a pipeline of the hub.
        whole: Whether every statement was understood, and nothing is left out with ``...``.
        imports: What it imports by name from the libraries of Spark NLP.
    """

    stages: tuple[Stage, ...] = ()
    pipelines: tuple[Pipeline, ...] = ()
    loads: tuple[Call, ...] = ()
    builds: bool = False
    whole: bool = False
    imports: tuple[Text, ...] = ()
