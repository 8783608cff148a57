"""What an evaluation row of each task has: columns that the model reads, and the right answer. Pure.

=============================== ============================= ==================================================
task                            the model reads               the right answer
=============================== ============================= ==================================================
text-classification             ``text``                      ``label``, or ``labels``; ``value`` for a regression
zero-shot-classification        ``text``                      ``label``, or ``labels``
token-classification            ``tokens``                    ``tags``, one a token
question-answering              ``question``, ``context``     ``answer``, or ``answers``: any is right, none means none
fill-mask                       ``text``                      ``answer``, or ``answers``
translation, summarization,     ``text``                      ``target``, or ``targets``
text2text- and text-generation
sentence-embeddings             ``text``, ``text_pair``       ``value``: how alike the two are
multiple-choice                 ``question``, ``choices``     ``label``: the right choice, or its number from 0
image-classification            ``image``: a file of the hub  ``label``
automatic-speech-recognition    ``audio``: a file of the hub  ``target``, or ``targets``
=============================== ============================= ==================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, ValidationError

from generator.run.job import RowInput
from generator.run.trouble import RunFailed
from generator.verify_block import TaskName


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        where: ``path:line``, for messages; for a file without lines, the row's number.
        line: The same number alone.
        given: What the model reads, by column.
        gold: The right labels, or the right tag of each word, or every text that is right.
        value: The right number, where it is one.
    """

    where: str
    line: int
    given: RowInput
    gold: list[str]
    value: float | None = None


class _Columns(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def _texts_of(value: Any) -> Any:
    """The data sets of SQuAD have answers with where they stand: ``{"text": […], "answer_start": […]}``."""
    return (
        value["text"] if isinstance(value, dict) and {*value} <= {"text", "answer_start"} and "text" in value else value
    )


def _number_of(value: Any) -> Any:
    """A number, also where it is written out, as in CSV."""
    try:
        return float(value) if isinstance(value, str | int) and not isinstance(value, bool) else value
    except ValueError:
        return value


_Text = Annotated[str, Field(min_length=1)]
_Number = Annotated[FiniteFloat, BeforeValidator(_number_of)]


class _Text1(_Columns):
    text: _Text


class _Classified(_Text1):
    label: str | None = None
    labels: list[str] | None = None


class _Valued(_Text1):
    value: _Number


class _Tagged(_Columns):
    tokens: Annotated[list[_Text], Field(min_length=1)]
    tags: list[str]


class _Asked(_Columns):
    question: _Text
    context: _Text
    answer: str | None = None
    answers: Annotated[list[str] | None, BeforeValidator(_texts_of)] = None


class _Masked(_Text1):
    answer: _Text | None = None
    answers: Annotated[list[_Text], Field(min_length=1)] | None = None


class _Written(_Text1):
    target: str | None = None
    targets: Annotated[list[str], Field(min_length=1)] | None = None


class _Paired(_Text1):
    text_pair: _Text
    value: _Number


class _Chosen(_Columns):
    question: _Text
    choices: Annotated[list[_Text], Field(min_length=2)]
    label: str | int


class _Pictured(_Columns):
    image: _Text
    label: str


class _Spoken(_Columns):
    audio: _Text
    target: str | None = None
    targets: Annotated[list[str], Field(min_length=1)] | None = None


_Kind = TypeVar("_Kind", bound=_Columns)
_Reader = Callable[[Mapping[str, Any], str, int], Row]


def row_of(task: TaskName, columns: Mapping[str, Any], where: str, line: int) -> Row:
    """The row with these columns.

    Args:
        task: What it is to be measured for.
        columns: By the names above.
        where: For messages.
        line: The row's line or number.

    Raises:
        RunFailed: It is no row of this task; says what is wrong.
    """
    return _READERS[task](columns, where, line)


def _classified(columns: Mapping[str, Any], where: str, line: int) -> Row:
    if "value" in columns:
        valued = _validated(_Valued, columns, where)
        return Row(where, line, {"text": valued.text}, [], valued.value)
    row = _validated(_Classified, columns, where)
    return Row(where, line, {"text": row.text}, _either(where, label=row.label, labels=row.labels))


def _tagged(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Tagged, columns, where)
    if len(row.tokens) != len(row.tags):
        raise RunFailed(f"{where}: {len(row.tokens)} tokens and {len(row.tags)} tags; expected one tag a token")
    return Row(where, line, {"tokens": row.tokens}, row.tags)


def _asked(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Asked, columns, where)
    gold = _either(where, answer=row.answer, answers=row.answers)
    return Row(where, line, {"question": row.question, "context": row.context}, [text for text in gold if text])


def _masked(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Masked, columns, where)
    return Row(where, line, {"text": row.text}, _either(where, answer=row.answer, answers=row.answers))


def _written(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Written, columns, where)
    return Row(where, line, {"text": row.text}, _either(where, target=row.target, targets=row.targets))


def _paired(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Paired, columns, where)
    return Row(where, line, {"text": row.text, "text_pair": row.text_pair}, [], row.value)


def _chosen(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Chosen, columns, where)
    given: RowInput = {"question": row.question, "choices": row.choices}
    if row.label in row.choices:
        return Row(where, line, given, [str(row.label)])
    number = int(row.label) if str(row.label).isdecimal() else len(row.choices)
    if number >= len(row.choices):
        raise RunFailed(f"{where}: label: {row.label} is none of the choices, nor the number of one, from 0")
    return Row(where, line, given, [row.choices[number]])


def _pictured(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Pictured, columns, where)
    return Row(where, line, {"image": row.image}, [row.label])


def _spoken(columns: Mapping[str, Any], where: str, line: int) -> Row:
    row = _validated(_Spoken, columns, where)
    return Row(where, line, {"audio": row.audio}, _either(where, target=row.target, targets=row.targets))


#: By the task's name; also those that have no runner yet.
_READERS: Mapping[str, _Reader] = {
    "text-classification": _classified,
    "zero-shot-classification": _classified,
    "token-classification": _tagged,
    "question-answering": _asked,
    "fill-mask": _masked,
    "translation": _written,
    "summarization": _written,
    "text2text-generation": _written,
    "text-generation": _written,
    "sentence-embeddings": _paired,
    "multiple-choice": _chosen,
    "image-classification": _pictured,
    "automatic-speech-recognition": _spoken,
}


def _either(where: str, **given: str | list[str] | None) -> list[str]:
    """The one of two columns that is given, as a list."""
    found = [value for value in given.values() if value is not None]
    if len(found) != 1:
        raise RunFailed(f"{where}: expected either {' or '.join(given)}")
    return [found[0]] if isinstance(found[0], str) else found[0]


def _validated(kind: type[_Kind], columns: Mapping[str, Any], where: str) -> _Kind:
    try:
        return kind.model_validate(columns)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RunFailed(f"{where}: {place + ': ' if place else ''}{first['msg']}") from None
