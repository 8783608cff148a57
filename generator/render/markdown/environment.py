"""The Markdown templates. Every value that they put in becomes Markdown that shows it, as autoescape does for HTML."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.render.environment import PLACES, QuickTemplate, compiled, moment, template_of, web_address
from generator.render.markdown.escape import code, escaped, fence, front_matter_text, link, page_link
from generator.render.status import STATUS_TEXTS

#: Blocks of code, which stay as they are, and what is too much of the empty lines that templates leave. Each begins
#: where a line ends, so the search runs over all else, and leaves alone where the last of its lines ends.
_GAPS = re.compile(r"\n(?:(?P<marks>`{3,}).*?\n(?P=marks)$|<pre>.*?</pre>$|\n+(?=\n))", re.DOTALL | re.MULTILINE)
#: Texts up to so many characters are escaped once.
_SHORT = 80


def render_markdown(template: str, /, **values: Any) -> str:
    """Fill in ``templates/markdown/<template>.md.j2``. Values are escaped unless they are ``Markup``: safe Markdown."""
    text = _template(f"{template}.md.j2").render(values)
    return _GAPS.sub(_narrowed, f"\n{text}").strip("\n") + "\n"


def compile_templates() -> None:
    """Compile every template, so that it lies where compiled ones are kept; first that of a model's page."""
    environment = _environment()
    for name in sorted(environment.list_templates(), key=lambda name: name != "model.md.j2"):
        environment.get_template(name)


def render_file(name: str, /, **values: Any) -> str:
    """Fill in ``templates/markdown/<name>.j2``, which is no Markdown: its values go through a filter of their own."""
    return _template(f"{name}.j2").render(values).strip("\n") + "\n"


def _narrowed(gap: re.Match[str]) -> str:
    return "\n" if gap[0][1] == "\n" else gap[0]


@cache
def _template(name: str) -> Template:
    return template_of(_environment(), name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.render", "templates/markdown"),
        bytecode_cache=compiled(),
        autoescape=True,  # What macros and blocks give is marked as Markdown then, and nothing else is.
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.template_class = QuickTemplate
    environment.globals["STATUS_TEXTS"] = STATUS_TEXTS
    environment.globals["PLACES"] = PLACES
    environment.filters["code"] = code
    environment.filters["fence"] = fence
    environment.filters["front_matter"] = lambda value: Markup(front_matter_text(value))  # noqa: S704  a value of YAML
    environment.filters["grouped"] = "{:,}".format
    environment.filters["link"] = lambda text, address: link(escaped(text, begins=False), address)
    environment.filters["moment"] = moment
    environment.filters["page_link"] = lambda text, address: page_link(escaped(text, begins=False), address)
    environment.filters["web_address"] = web_address
    environment.globals["parts"] = environment.get_template("parts.md.j2").module
    return environment


def _shown(value: Any) -> Markup:
    if isinstance(value, Markup):
        return value
    text = str(value)
    return _short(text) if len(text) <= _SHORT else escaped(text)


@lru_cache(maxsize=4096)
def _short(text: str) -> Markup:
    """Names of rows, tasks, languages and labels come again and again."""
    return escaped(text)
