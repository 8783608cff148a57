"""A run's record → the same run as a script for a reader, a template a task: the *Transformers* tab.

Templates write Python. Every value that they put in becomes a Python literal by itself, so that no text of a card, of
a model or of a record can become code.
"""

from __future__ import annotations

from functools import cache
from keyword import iskeyword
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, UndefinedError
from jinja2.exceptions import TemplateNotFound
from markupsafe import Markup

from generator.run import conventions
from generator.run.samples import text_of

if TYPE_CHECKING:
    from generator.record import RunRecord, SourceRecord

#: With these the model answered, and the record is whole.
RAN = frozenset({"verified", "measured", "mismatch"})


def snippet(record: RunRecord) -> str:
    """A script that loads what was run, with the settings of the run, and prints its answers as JSON, a line a sample.

    Returns:
        Python; empty where the model was not run on a sample, and where the record does not hold all that decided.
    """
    if record.status not in RAN or not (record.task and record.source and record.settings and record.samples):
        return ""
    try:
        return (
            _environment().get_template(f"{record.task}.py.j2").render(_context(record, record.source)).strip() + "\n"
        )
    except (
        TemplateNotFound,
        UndefinedError,
    ):  # A record of an older release, or one that holds another task's answers.
        return ""


def _context(record: RunRecord, source: SourceRecord) -> dict[str, Any]:
    settings = record.settings
    samples = [sample.input for sample in record.samples]
    lower = bool(settings and settings.options.case_sensitive is False)
    plain = all(text.lower() == conventions.lower_case(text) for text in _read(record))
    context: dict[str, Any] = {
        "model": _place(source),
        "revision": source.resolved_revision or source.revision,
        "settings": settings,
        "options": settings.options if settings else None,
        "samples": samples,
        "texts": [text_of(sample) for sample in samples],
        "outputs": [sample.output for sample in record.samples],
        "lower": ("plain" if plain else "by letter") if lower else "",
        "conventions": conventions,
    }
    if settings and settings.generation is not None:
        context["generation"] = settings.generation
    return context


def _read(record: RunRecord) -> list[str]:
    """Every text that is put into lower case where case does not matter."""
    options = record.settings.options if record.settings else None
    beside = [options.prefix, options.hypothesis, *options.candidate_labels] if options else []
    return [text for sample in record.samples for text in sample.input.values()] + beside


def _place(source: SourceRecord) -> str:
    """What transformers loads the model from. A folder begins with a dot, so that it can never mean a repository."""
    kind, _, place = source.uri.partition(":")
    return place if kind == "hf" else f"./{PurePosixPath(place)}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.render", "templates/snippets"),
        autoescape=True,  # What macros and blocks give is marked as code then, and nothing else is.
        finalize=_code,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["identifier"] = _identifier
    return environment


def _code(value: Any) -> Markup:
    """What stands in the script for a value."""
    return value if isinstance(value, Markup) else Markup(literal(value))  # noqa: S704  Python, and escaped for HTML later


def literal(value: object) -> str:
    """A Python literal, on one line: what it shows is what it is, invisible characters are escaped.

    Raises:
        TypeError: The value is none that JSON could hold.
    """
    if isinstance(value, str):
        # With an apostrophe in it, and no quotation mark, Python chooses the quotes that this project writes.
        return repr(value) if '"' in value else f'{repr(f"{value}{chr(39)}")[:-2]}"'
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{literal(key)}: {literal(inner)}' for key, inner in value.items())}}}"
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    raise TypeError(f"no literal for {type(value).__name__}")


def _identifier(name: str) -> Markup:
    """A name as code.

    Raises:
        UndefinedError: It is none.
    """
    if not name.isidentifier() or iskeyword(name):
        raise UndefinedError(f"{name!r} is no name")
    return Markup(name)  # noqa: S704  an identifier
