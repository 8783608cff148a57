"""Finds the front matter and reads its YAML, with the place of every key and value."""

from __future__ import annotations

import re
from datetime import date

import yaml
from frontmatter import YAMLHandler

from generator.card import FrontMatter, Problem, YamlValue
from generator.diagnostic import Span
from generator.read.document import Document
from generator.read.problems import Unreadable, problem

#: libyaml's loader where PyYAML was built with it; the same class hierarchy in Python otherwise.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 20
MAX_NODES = 5_000
MAX_ALIASES = 50
#: A longer key is no key: it would be repeated in the path of everything below it.
MAX_KEY = 128
#: A number or date is short; constructing a longer one may cost quadratic time.
MAX_CONSTRUCTED = 256

#: A key of the outermost mapping, with what stands in its line.
_TOP_LEVEL = re.compile(r"^\w+:.*$", re.MULTILINE)

_STRING = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_COLLECTIONS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


def read_front_matter(document: Document) -> tuple[FrontMatter, int, list[Problem]]:
    """Read the YAML head of a card.

    Returns:
        The front matter, the offset at which the Markdown begins, and what was met.

    Raises:
        Unreadable: There is none, or it is no YAML mapping, or it is too complex.
    """
    start, end, body = _split(document)
    text = document.text[start:end]
    try:
        if not _is_small(text):
            _check_limits(document, text, start)
        loader = _Loader(text)
        root = loader.get_single_node()
    except yaml.YAMLError as error:
        raise Unreadable(_syntax_error(document, error, text, start)) from None
    closing = document.line_span(document.line_at(end))
    block = Span(1, 1, closing.end_line, closing.end_column)
    if not isinstance(root, yaml.MappingNode):
        found = "empty" if root is None else "a list" if isinstance(root, yaml.SequenceNode) else "a single value"
        raise Unreadable(problem("RD006", block, f"the front matter is {found}, expected lines `key: value`"))
    walk = _Walk(document, text, start, loader)
    values = walk.mapping(root, "", 1)
    front_matter = FrontMatter(values, walk.texts, walk.key_spans, walk.value_spans, block)
    return front_matter, body, walk.problems


def _split(document: Document) -> tuple[int, int, int]:
    """Offsets of the YAML's first character, of the character after it, and of the Markdown."""
    text = document.text
    handler = YAMLHandler()
    opening = handler.FM_BOUNDARY.match(text)
    if opening is None:
        message = "the file is empty" if not text.strip() else "the file does not start with a line `---`"
        raise Unreadable(problem("RD003", Span(1), message, "start the card with YAML between two lines `---`"))
    try:
        yaml_text, _ = handler.split(text)
    except ValueError:
        message = "the front matter has no closing line `---`"
        raise Unreadable(problem("RD003", Span(1), message)) from None
    end = opening.end() + len(yaml_text)
    closing = document.line_at(end)
    body = document.starts[closing] if closing < len(document.starts) else len(text)
    return opening.end(), end, body


def _is_small(text: str) -> bool:
    """Whether a text cannot reach the limits, whatever it says, so that counting would only take time.

    No value is without a character of its own, or the sign before it. Below the top level, only lists and mappings make
    levels: in brackets, where ``[a: b]`` makes two, or behind a dash, a question mark or a colon.
    """
    if len(text) > MAX_NODES // 3 or not text.isascii() or "\r" in text:
        return False
    below = _TOP_LEVEL.sub("", text)
    levels = 1 + 2 * sum(map(text.count, "[{")) + sum(map(below.count, "-?:"))
    return levels <= MAX_DEPTH and text.count("*") <= MAX_ALIASES


def _check_limits(document: Document, text: str, offset: int) -> None:
    """Walk the event stream, which holds nothing in memory and expands no alias."""
    depth = nodes = aliases = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        aliases += isinstance(event, yaml.AliasEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        for what, count, limit in (
            ("levels", depth, MAX_DEPTH),
            ("values", nodes, MAX_NODES),
            ("aliases", aliases, MAX_ALIASES),
        ):
            if count > limit:
                place = _at(document, offset, event.start_mark.index if event.start_mark else 0)
                raise Unreadable(problem("RD005", place, f"the front matter has more than {limit:,} {what}"))


def _at(document: Document, offset: int, index: int) -> Span:
    start = min(offset + index, len(document.text))
    return document.span(start, start)


def _syntax_error(document: Document, error: yaml.YAMLError, text: str, offset: int) -> Problem:
    mark = error.problem_mark or error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if isinstance(error, yaml.MarkedYAMLError) and mark is not None:
        what = error.problem or error.context or "it cannot be parsed"
        return problem("RD004", _at(document, offset, mark.index), f"the front matter is not valid YAML: {what}")
    start = offset + next((index for index, character in enumerate(text) if not _allowed(character)), 0)
    return problem("RD004", document.span(start, start), "the front matter holds a character that YAML does not allow")


def _allowed(character: str) -> bool:
    return (
        character in "\t\n\r\x85"
        or " " <= character <= "~"
        or (character >= "\xa0" and character not in "\ufffe\uffff")
    )


class _Walk:
    """Turns nodes into values and notes where each stands."""

    def __init__(self, document: Document, text: str, offset: int, constructor: yaml.SafeLoader) -> None:
        self.document, self.offset = document, offset
        #: The line that the YAML begins at the end of; 0 where it has lines that others take for none.
        self.line = document.line_at(offset) if text.isascii() and "\r" not in text else 0
        self.texts: dict[str, str] = {}
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}
        self.problems: list[Problem] = []
        self.nodes = 0
        self._constructor = constructor

    def mapping(self, node: yaml.MappingNode, path: str, depth: int) -> dict[str, YamlValue]:
        values: dict[str, YamlValue] = {}
        for key_node, value_node in node.value:
            span = self._span(key_node)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or len(key) > MAX_KEY or key_node.tag == _MERGE:
                what = (
                    "merge keys (`<<`) are not read" if key == "<<" else "the key is not a short text; it is left out"
                )
                self.problems.append(problem("RD008", span, what))
                continue
            if key in values:
                self.problems.append(self._twice(key, f"{path}.{key}" if path else key, span))
            inner = f"{path}.{key}" if path else key
            self.key_spans[inner] = span
            values[key] = self._value(value_node, inner, depth)
        return values

    def _twice(self, key: str, path: str, span: Span) -> Problem:
        first = self.key_spans[path].line
        message = f"the key `{key}` stands twice; its value in line {first} is lost"
        return problem("RD007", span, message, "remove one of the two")

    def _value(self, node: yaml.Node, path: str, depth: int) -> YamlValue:
        self.nodes += 1
        span = self._span(node)
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise Unreadable(problem("RD005", span, "the front matter becomes too large when its aliases are followed"))
        self.value_spans[path] = span
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path, span)
        if node.tag not in _COLLECTIONS:
            self.problems.append(problem("RD008", span, f"the tag `{node.tag}` is not read", "remove the tag"))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth + 1)
        return [self._value(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(node.value)]

    def _scalar(self, node: yaml.ScalarNode, path: str, span: Span) -> YamlValue:
        text: str = node.value
        self.texts[path] = text
        if node.tag == _STRING:
            return text
        try:
            value = self._constructor.construct_object(node) if len(text) <= MAX_CONSTRUCTED else text
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            return self._misread(path, span, getattr(error, "problem", None) or str(error))
        except (LookupError, AttributeError):  # how PyYAML stops at `!!bool text`, `!!int ""` and `!!timestamp text`
            return self._misread(path, span, f"it is no `{node.tag.rpartition(':')[2]}`")
        if value is None or isinstance(value, (bool, int, float, str, date)):
            return value
        self.problems.append(problem("RD008", span, f"`{path}` is a {type(value).__name__}; its text is used"))
        return text

    def _misread(self, path: str, span: Span, why: str) -> str:
        """Note a value that YAML cannot construct; its text stands in for it."""
        if path != "date":  # an impossible date is told by FM004, however it is written
            what = f"`{path}` cannot be read: {why}"
            self.problems.append(problem("RD008", span, what, "correct it or put it in quotes"))
        return self.texts[path]

    def _span(self, node: yaml.Node) -> Span:
        begin, behind = node.start_mark, node.end_mark
        if self.line and isinstance(node, yaml.ScalarNode):
            return Span(self.line + begin.line, begin.column + 1, self.line + behind.line, behind.column + 1)
        start, end = self.offset + begin.index, self.offset + behind.index
        if not isinstance(node, yaml.ScalarNode):
            # A block collection ends where the next key begins.
            end = start + len(self.document.text[start:end].rstrip())
        return self.document.span(start, end)
