"""What the author claims: a model card, read into types.

Every text here came from a card, so from a stranger: it is data, never a template, never trusted HTML,
never code to run. Spans point into the card's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field

from generator.diagnostic import Span

if TYPE_CHECKING:  # Its pydantic models start slowly, and few cards have the block.
    from generator.verify_block import VerifyBlock

YamlValue: TypeAlias = bool | int | float | str | date | list["YamlValue"] | dict[str, "YamlValue"] | None


class FrontMatter(Struct, frozen=True):
    """The YAML head of a card.

    Keys of the three last mappings are dotted paths: ``tags``, ``tags[0]``, ``article_header.type``.

    Attributes:
        values: The data, as YAML reads it (``no`` is ``False``, ``3.0`` is a float).
        texts: Every scalar as it is written (``no`` is ``"no"``, ``3.0`` is ``"3.0"``).
        key_spans: Where each key stands.
        value_spans: Where each value stands.
        span: The whole block with its two ``---`` lines.
    """

    values: Mapping[str, YamlValue]
    texts: Mapping[str, str]
    key_spans: Mapping[str, Span]
    value_spans: Mapping[str, Span]
    span: Span

    def where(self, path: str) -> Span:
        """Where a value stands; failing that, its key; failing that, the opening line."""
        return self.value_spans.get(path) or self.key_spans.get(path) or Span(self.span.line)


class Facts(Struct, frozen=True, array_like=True, gc=False):
    """The front matter's facts, as text the author wrote; empty where a key is absent or has no such type.

    Attributes:
        tasks: ``task:``, which is a word or a list.
        languages: ``language:``, which is a code or a list; ``xx`` stands for several languages.
        annotator: The Spark NLP class that carries the model: front matter, else the Python snippet.
        date: The release date; ``None`` where absent or no date.
    """

    title: str = ""
    name: str = ""
    author: str = ""
    tasks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    edition: str = ""
    spark_version: str = ""
    date: date | None = None
    tags: tuple[str, ...] = ()
    annotator: str = ""
    engine: str = ""
    supported: bool = False
    deprecated: bool = False
    recommended: bool = False


class Text(Struct, frozen=True, array_like=True, gc=False):
    """A text and where it stands."""

    text: str
    span: Span


class Link(Struct, frozen=True):
    """A link: ``[text](url)``, a bare URL, or an HTML anchor."""

    text: str
    url: str
    span: Span


class Button(Struct, frozen=True):
    """One of the card's buttons: Download, Copy S3 URI, Live Demo, Open in Colab.

    Attributes:
        url: Where it leads; empty where the button is disabled.
        enabled: ``False`` for ``<button disabled>``.
    """

    label: str
    url: str
    enabled: bool
    span: Span


#: What a setter in a snippet is given, as far as it stands there in letters.
Constant: TypeAlias = str | bool | int | float | tuple[str, ...]

CodeTab: TypeAlias = Literal["python", "scala", "java", "nlu", "other"]


class CodeBlock(Struct, frozen=True):
    """A fenced block of a section.

    Attributes:
        tab: Which of the reader's tabs it belongs to; ``nlu`` where ``{:.nlu-block}`` stands before it.
        language: The fence's info word, such as ``python`` or ``bash``; may be empty.
        code: The lines between the fences, each with its line feed, without common indentation of the fence.
        span: From the opening fence to the closing one. The first line of ``code`` is ``span.line + 1``.
        closed: ``False`` where the file ends before the closing fence.
    """

    tab: CodeTab
    language: str
    code: str
    span: Span
    closed: bool = True


class Section(Struct, frozen=True):
    """A ``## `` section, kept as it is.

    Attributes:
        title: As written.
        key: What kind of section it is, whatever its spelling (``description``, ``predicted_entities``, ``how_to_use``,
            ``results``, ``model_information``, ``data_source``, ``references``, ``benchmarking``,
            ``included_models``), or else its title as a slug.
        heading: Where the heading stands. The body starts on the next line.
        body: The Markdown below the heading, up to the next section, byte for byte.
        prose: The body with attribute lists, Liquid tags and tab wrappers taken out: what a reader should see.
        blocks: The fenced blocks in it, in order.
    """

    title: str
    key: str
    heading: Span
    body: str
    prose: str
    blocks: tuple[CodeBlock, ...] = ()


class InfoRow(Struct, frozen=True):
    """A row of the Model Information table: ``|Max Sentence Length:|512|``."""

    name: str
    value: str
    span: Span


class Sample(Struct, frozen=True):
    """A sample input found in the card: one value a column.

    Attributes:
        columns: Names to texts in order: ``{"text": …}``, ``{"question": …, "context": …}``.
        span: Where it stands in the card.
    """

    columns: Mapping[str, str]
    span: Span


class SampleInput(Struct, frozen=True):
    """What the card's Python snippet says to run the model on.

    Attributes:
        samples: Real samples, in order; placeholders are not among them.
        placeholder: A placeholder that was found ("PUT YOUR STRING HERE"), if any.
    """

    samples: tuple[Sample, ...] = ()
    placeholder: Text | None = None


class ModelSource(Struct, frozen=True, array_like=True, gc=False):
    """Where the model's weights come from.

    Attributes:
        uri: ``hf:owner/name``, ``path:folder`` or ``s3://bucket/folder``; empty where it is not known.
        revision: As the card gives it; empty for none.
        origin: ``verify`` (the card says so), ``inferred`` (the one repository it links to) or ``none``.
        problem: Why ``uri`` is empty: one sentence.
        candidates: The repositories linked to, in order of appearance.
        span: Where it stands.
    """

    uri: str
    revision: str
    origin: Literal["verify", "inferred", "none"]
    problem: str
    candidates: tuple[str, ...]
    span: Span


class Table(Struct, frozen=True):
    """A table in Results: a Spark ``show()`` table or a pipe table, cells stripped.

    Attributes:
        header: Column names, as written.
        rows: One tuple a row, as long as ``header``.
        row_spans: Where each row stands.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_spans: tuple[Span, ...]


class ValueList(Struct, frozen=True):
    """A printed list in Results: ``['Sci/Tech']`` or ``[B-PER, O]``."""

    values: tuple[str, ...]
    span: Span


#: What figures are called: those of labels, then those of tasks without labels.
MetricName: TypeAlias = Literal[
    "precision", "recall", "f1", "support", "accuracy",
    "exact_match", "accuracy_top5", "bleu", "chrf", "rouge1", "rouge2", "rougeL", "wer", "cer", "pearson", "spearman",
    "mae", "mse",
]  # fmt: skip
#: In the unit of the data, so not to be read as a fraction or in percent.
UNITS: frozenset[MetricName] = frozenset({"mae", "mse"})


class MetricClaim(Struct, frozen=True):
    """One figure of Benchmarking.

    Attributes:
        row: What it is the figure of: a label, ``macro avg``, ``micro avg``, ``weighted avg``, or empty for the whole.
        value: As a fraction (a claim in percent is divided by 100); a count for ``support``; as it is for an error in
            the unit of the data.
        decimals: Decimals of ``value``, so that its rounding is known: as written, or, where the tool that printed the
            table drops trailing zeros, as the longest figure of the column.
        written: The figure as the card has it.
        span: Where it stands.
    """

    row: str
    metric: MetricName
    value: float
    decimals: int
    written: str
    span: Span


class ReportRow(Struct, frozen=True):
    """A row of a report.

    Attributes:
        name: As ``MetricClaim.row``.
        metrics: Its figures that have a metric's name, even those that no such metric can reach.
        counts: ``tp``, ``fp``, ``fn``, ``tn`` and ``total``, as far as they are given.
        others: Figures under any other name, as written.
        span: Where it stands.
    """

    name: str
    metrics: tuple[MetricClaim, ...]
    counts: Mapping[str, int]
    others: Mapping[str, str]
    span: Span


class Report(Struct, frozen=True):
    """Figures of Benchmarking that belong together: one table, or the lines of one print.

    Attributes:
        subject: What its rows are, in lower-case letters: ``label``, ``entity``, ``model``; empty where it is not said.
        split: The data that the words before it name: ``train``, ``dev`` or ``test``; empty where they name none.
        rows: In order.
        span: Its first line.
    """

    subject: str
    split: Literal["", "train", "dev", "test"]
    rows: tuple[ReportRow, ...]
    span: Span

    @property
    def compares(self) -> bool:
        """Whether it sets several models beside each other, so that it is not of this model alone."""
        return self.subject == "model" and len(self.rows) > 1


class Claims(Struct, frozen=True):
    """What the card says that the model answers and reaches.

    Attributes:
        results: What could be read of Results, in order.
        metrics: The figures of Benchmarking that the model can be held to, in order. Where reports give different
            data's figures of the same rows, those of the test data, else of the last report.
        unread: Fenced blocks of the two that could not be read, each with why.
        reports: All that could be read of Benchmarking, each report apart.
    """

    results: tuple[Table | ValueList, ...] = ()
    metrics: tuple[MetricClaim, ...] = ()
    unread: tuple[Text, ...] = ()
    reports: tuple[Report, ...] = ()


class Card(Struct, frozen=True):
    """A model card.

    Attributes:
        path: The file, as shown to the user: relative to the hub's root where it lies inside, POSIX separators.
        key: The file relative to the cards folder without ``.md``, POSIX separators. Unique in a hub.
        text: The whole file, decoded, line ends as they are.
        intro: What stands between front matter and first section.
        entities: Predicted labels, in order, without their backticks.
        info: The rows of Model Information.
        links: Every link of the card, buttons included.
        verify: The ``verify:`` block where there is a valid one.
        setters: The constants that the Python sets on the stage of the annotator, by the setter's name.
        unread_setters: The setters that it gives something else.
    """

    path: str
    key: str
    text: str
    front_matter: FrontMatter
    facts: Facts
    intro: str
    sections: tuple[Section, ...]
    entities: tuple[Text, ...]
    buttons: tuple[Button, ...]
    links: tuple[Link, ...]
    info: tuple[InfoRow, ...]
    sample_input: SampleInput
    source: ModelSource
    claims: Claims
    verify: VerifyBlock | None = None
    setters: Mapping[str, Constant] = field(default_factory=dict)
    unread_setters: tuple[str, ...] = ()

    def section(self, key: str) -> Section | None:
        """The first section of that kind."""
        for section in self.sections:
            if section.key == key:
                return section
        return None

    def code(self, tab: CodeTab) -> tuple[CodeBlock, ...]:
        """The blocks of *How to use* for one tab."""
        section = self.section("how_to_use")
        return tuple(block for block in section.blocks if block.tab == tab) if section else ()

    def info_value(self, name: str) -> str:
        """A Model Information value by the row's name, whatever its case; empty where absent."""
        wanted = name.casefold()
        return next((row.value for row in self.info if row.name.casefold() == wanted), "")

    @property
    def max_length(self) -> int | None:
        """Max Sentence Length in tokens, also under its usual misspelling; else as the snippet sets it."""
        for name in ("Max Sentence Length", "Max Sentense Length"):
            if (value := self.info_value(name)).isdecimal():
                return int(value)
        given = self.setters.get("setMaxSentenceLength")
        return given if isinstance(given, int) and not isinstance(given, bool) and given > 1 else None

    @property
    def case_sensitive(self) -> bool | None:
        """What the row Case Sensitive says, else the snippet; ``None`` where neither does."""
        written = {"true": True, "yes": True, "false": False, "no": False}
        value = written.get(self.info_value("Case Sensitive").casefold(), self.setters.get("setCaseSensitive"))
        return value if isinstance(value, bool) else None


class Problem(Struct, frozen=True):
    """Something the reader met: a rule's code, where, and what. ``fatal`` ones leave no card."""

    rule: str
    span: Span
    message: str
    help: str = ""
    fatal: bool = False


class Reading(Struct, frozen=True):
    """What reading one file gave: a card, or the reason why not. Problems may stand beside a card too."""

    path: str
    card: Card | None
    problems: tuple[Problem, ...] = ()
