"""Finds the sample input in a card's Python: what the author runs the model on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from generator.card import CodeBlock, Sample, SampleInput, Text
from generator.diagnostic import Span
from generator.read.document import Document
from generator.read.nodes import children_of, nodes_of
from generator.read.placeholder import is_placeholder
from generator.read.snippet import Snippet
from generator.read.values import Fields, Frame, Items, Scope, Value, Words, evaluate

MAX_SAMPLES = 1_000

_ANNOTATE = frozenset({"annotate", "fullAnnotate", "predict"})
#: One of these stands in every statement that holds input or makes a data frame.
_TELLING = ("nnotate", "predict", "DataFrame", "toDF")
#: What may hold a data frame.
_HOLDERS = (Frame, Items, Fields)
#: What most statements are; no other stands in them.
_SIMPLE = (ast.Assign, ast.Expr, ast.Import, ast.ImportFrom)
_WORD = re.compile(r"\w+")
_USUAL_WORD = 8


def read_sample(document: Document, python: Sequence[Snippet], nlu: Sequence[Snippet]) -> SampleInput:
    """Find the sample input.

    Args:
        document: The card.
        python: The Python blocks of *How to use*, in order.
        nlu: Its NLU blocks, which are asked where the Python holds no real sample.
    """
    found = _Finder(document).read(python)
    if found.samples or not nlu:
        return found
    second = _Finder(document).read(nlu)
    placeholders = [found.placeholder, second.placeholder]
    # A worded placeholder says more than an empty text.
    telling = next((text for text in placeholders if text and text.text.strip()), None)
    return SampleInput(second.samples, telling or found.placeholder or second.placeholder)


class _Finder(Struct):
    """Goes through the blocks in order, with what the variables stand for so far.

    Attributes:
        inputs: What the model is run on.
        fitted: What a pipeline is only fitted on; it counts where there is nothing else.
    """

    document: Document
    names: dict[str, Value] = field(default_factory=dict)
    inputs: list[Sample] = field(default_factory=list)
    fitted: list[Sample] = field(default_factory=list)

    def read(self, snippets: Iterable[Snippet]) -> SampleInput:
        for snippet in snippets:
            scope = Scope(snippet.block, self.names)
            for statement in _statements(snippet.tree.body):
                if self._may_hold_input(snippet.source(statement)):
                    for part in ast.iter_child_nodes(statement):
                        if isinstance(part, ast.expr):
                            self._visit(part, scope)
                self._take(statement, scope)
        samples = self.inputs + self.fitted
        placeholder = next((sample for sample in samples if _is_empty(sample)), None)
        chosen = _real(self.inputs) or _real(self.fitted)
        text = Text(" / ".join(placeholder.columns.values()), placeholder.span) if placeholder else None
        return SampleInput(tuple(chosen), text)

    def _may_hold_input(self, source: str) -> bool:
        """Whether a statement is worth a look: it has a telling word, or names what may hold a data frame.

        It may say so too often, which costs time, and never too rarely.
        """
        if any(word in source for word in _TELLING):
            return True
        # Whichever are fewer: a stranger's snippet may have thousands of either.
        if len(self.names) < len(source) // _USUAL_WORD:
            return any(isinstance(value, _HOLDERS) and name in source for name, value in self.names.items())
        return any(isinstance(self.names.get(word), _HOLDERS) for word in _WORD.findall(source))

    def _take(self, statement: ast.stmt, scope: Scope) -> None:
        """Remember what a statement makes names stand for."""
        match statement:
            case ast.Assign(targets=targets, value=value):
                result = evaluate(value, scope)
                for target in targets:
                    self._assign(target, result)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._assign(target, evaluate(value, scope))
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                added = ast.BinOp(ast.Name(name, ast.Load()), op, value)
                self._assign(target, evaluate(ast.copy_location(added, statement), scope))
            case ast.For(target=target, iter=iterable):
                _loop(target, evaluate(iterable, scope), self.names)

    def _assign(self, target: ast.expr, value: Value) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, Items):
            for inner, item in zip(target.elts, value.values, strict=False):
                if isinstance(inner, ast.Name):
                    self.names[inner.id] = item

    def _visit(self, expression: ast.expr, scope: Scope) -> None:
        """Collect the inputs of an expression, outermost data frames only, in the order of the text."""
        waiting: list[tuple[ast.AST, bool, Scope]] = [(expression, False, scope)]
        while waiting:
            node, fitted, scope = waiting.pop()
            if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
                scope = _inside(node, scope)
            if isinstance(node, ast.Call):
                value = evaluate(node, scope)
                if isinstance(value, Frame):
                    self._add(_frame_samples(value), fitted=fitted)
                    continue
                if isinstance(node.func, ast.Attribute):
                    fitted = fitted or node.func.attr == "fit"
                    if node.func.attr in _ANNOTATE:
                        self._add(_annotated(node, scope), fitted=False)
            waiting += [(child, fitted, scope) for child in reversed(children_of(node))]

    def _add(self, rows: Iterable[dict[str, Words]], *, fitted: bool) -> None:
        samples = self.fitted if fitted else self.inputs
        for row in rows:
            if len(samples) >= MAX_SAMPLES:
                return
            words = list(row.values())
            span = _span(self.document, words[0], words[-1])
            samples.append(Sample({name: value.text for name, value in row.items()}, span))


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement in the order of the text, those inside of compound ones too."""
    waiting = list(reversed(body))
    while waiting:
        statement = waiting.pop()
        yield statement
        if isinstance(statement, _SIMPLE):
            continue
        inner: list[ast.stmt] = []
        for part in ast.iter_child_nodes(statement):
            if isinstance(part, ast.stmt):
                inner.append(part)
            elif isinstance(part, (ast.ExceptHandler, ast.match_case)):
                inner += part.body
        waiting += reversed(inner)


def _loop(target: ast.expr, values: Value, names: dict[str, Value]) -> None:
    """Let a loop's variable stand for all that it runs over; of several variables, nothing is known."""
    for node in nodes_of(target):
        if isinstance(node, ast.Name):
            names[node.id] = values if node is target and isinstance(values, Items) else None


def _inside(node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope) -> Scope:
    """The scope of a comprehension, whose variables are its own."""
    inner = Scope(scope.block, dict(scope.names))
    for generator in node.generators:
        _loop(generator.target, evaluate(generator.iter, inner), inner.names)
    return inner


def _frame_samples(frame: Frame) -> Iterator[dict[str, Words]]:
    for row in frame.rows:
        words = [value for value in row if isinstance(value, Words)]
        if len(frame.columns) > 1:
            pairs = zip(frame.columns, row, strict=False)
            if named := {name: value for name, value in pairs if isinstance(value, Words)}:
                yield named
        else:
            # Several texts in a row of one column: the author left out the brackets around each.
            yield from ({name: word} for name in frame.columns or ("text",) for word in words)


def _annotated(node: ast.Call, scope: Scope) -> Iterator[dict[str, Words]]:
    """The texts of ``annotate(text)``, ``annotate([text, …])`` and ``annotate(question, context)``."""
    # The second argument of NLU's ``predict`` is no text.
    positional = 1 if isinstance(node.func, ast.Attribute) and node.func.attr == "predict" else 2
    given = [evaluate(argument, scope) for argument in node.args[:positional]]
    given += [
        evaluate(word.value, scope) for word in node.keywords if word.arg in ("target", "optional_target", "data")
    ]
    if not given or isinstance(given[0], (Frame, Fields)):
        return
    targets = _words(given[0])
    contexts = _words(given[1]) if len(given) > 1 else []
    if targets and len(contexts) == len(targets):
        yield from ({"question": left, "context": right} for left, right in zip(targets, contexts, strict=True))
    else:
        yield from ({"text": word} for word in targets)


def _words(value: Value) -> list[Words]:
    values = value.values if isinstance(value, Items) else (value,)
    return [item for item in values if isinstance(item, Words)]


def _is_empty(sample: Sample) -> bool:
    return all(is_placeholder(text) for text in sample.columns.values())


def _real(samples: Iterable[Sample]) -> list[Sample]:
    """The samples that are no placeholders, each once."""
    unique: dict[tuple[tuple[str, str], ...], Sample] = {}
    for sample in samples:
        if not _is_empty(sample):
            unique.setdefault(tuple(sample.columns.items()), sample)
    return list(unique.values())


def _span(document: Document, first: Words, last: Words) -> Span:
    start = _place(document, first.block, first.node.lineno, first.node.col_offset)
    end = _place(document, last.block, last.node.end_lineno or 1, last.node.end_col_offset or 0)
    return Span(*min(start, end), *max(start, end))


def _place(document: Document, block: CodeBlock, line: int, column_in_bytes: int) -> tuple[int, int]:
    """Line and column in the card of a place in a block's code."""
    number = block.span.line + line
    whole = document.lines[number - 1]
    indent = min(len(whole) - len(whole.lstrip(" ")), block.span.column - 1)
    code = whole[indent:]
    column = column_in_bytes if code.isascii() else len(code.encode()[:column_in_bytes].decode(errors="ignore"))
    return number, indent + column + 1
