"""The templates, and the few things that all of them may use."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from generator.render.status import STATUS_TEXTS

#: The parts of a card that claim something.
PLACES = {"results": "Results", "benchmarking": "Benchmarking", "verify": "verify block"}
_JSON = json.JSONEncoder(sort_keys=True)
#: Texts up to so many characters are escaped once.
_SHORT = 80


def render_template(template: str, /, **values: Any) -> Markup:
    """Fill in ``templates/<template>.html.j2``. Values are escaped unless they are ``Markup``."""
    return Markup(_template(f"{template}.html.j2").render(values))  # noqa: S704 - autoescape is on


_compiled: list[BytecodeCache] = []


def keep_compiled(folder: Path) -> None:
    """Keep compiled templates from one start of the program to the next: compiling them takes longer than a page.

    Args:
        folder: Where; only this user may be able to write there, for what lies there is run.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _compiled[:] = [FileSystemBytecodeCache(str(folder))]


def compiled() -> BytecodeCache | None:
    """Where compiled templates are kept, if they are."""
    return _compiled[0] if _compiled else None


def compile_templates() -> None:
    """Compile every template, so that it lies where compiled ones are kept; first those of a model's page."""
    environment = _environment()
    names = environment.list_templates(filter_func=lambda name: name.endswith(".html.j2") and "/" not in name)
    for name in sorted(names, key=lambda name: name != "model.html.j2"):
        environment.get_template(name)


class QuickTemplate(Template):
    """A template that escapes as any other does, in half the time: a page is put together from hundreds of texts."""

    @classmethod
    def from_code(cls, *args: Any, **values: Any) -> Template:
        """Take the ``escape`` of the compiled template's module, which is called for each value, for ours."""
        template = super().from_code(*args, **values)
        template.root_render_func.__globals__["escape"] = _escape
        return template


def _escape(value: object) -> Markup:
    if type(value) is Markup:
        return value
    return _escape_short(value) if type(value) is str and len(value) <= _SHORT else escape(value)


#: Names of rows, tasks, languages and labels come again and again.
_escape_short = lru_cache(maxsize=4096)(escape)


def template_of(environment: Environment, name: str) -> Template:
    """A template, to be kept."""
    template = environment.get_template(name)
    # What every template is given is copied with each page: from Jinja's chain of two that takes ten times as long.
    template.globals = dict(template.globals)
    return template


def json_text(value: object, **_: object) -> str:
    """As Jinja's filter ``tojson`` has it by itself, without an encoder made for each text."""
    return _JSON.encode(value)


@cache
def _template(name: str) -> Template:
    return template_of(_environment(), name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.render"),
        bytecode_cache=compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.template_class = QuickTemplate
    environment.globals["STATUS_TEXTS"] = STATUS_TEXTS
    environment.globals["PLACES"] = PLACES
    environment.filters["grouped"] = "{:,}".format
    environment.filters["percent"] = _percent
    environment.filters["moment"] = moment
    environment.filters["web_address"] = web_address
    environment.policies["json.dumps_function"] = json_text
    environment.globals["parts"] = environment.get_template("parts.html.j2").module
    return environment


def _percent(value: float) -> str:
    """A fraction as a width: ``12.3%``."""
    return f"{100 * value:.1f}%"


def moment(value: str) -> str:
    """A UTC time as ISO 8601 has it, to the minute and for people; anything else as it is."""
    found = re.match(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)", value)
    return f"{found[1]} {found[2]} UTC" if found else value


def web_address(value: str) -> str:
    """The address where it is one that a browser may follow, else nothing."""
    return value if re.match(r"https?://", value, re.IGNORECASE) else ""
