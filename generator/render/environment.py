"""The templates, and the few things that all of them may use."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.render.status import STATUS_TEXTS

#: The parts of a card that claim something.
PLACES = {"results": "Results", "benchmarking": "Benchmarking", "verify": "verify block"}


def render_template(template: str, /, **values: Any) -> Markup:
    """Fill in ``templates/<template>.html.j2``. Values are escaped unless they are ``Markup``."""
    return Markup(_environment().get_template(f"{template}.html.j2").render(values))  # noqa: S704 - autoescape is on


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
    environment.globals["STATUS_TEXTS"] = STATUS_TEXTS
    environment.globals["PLACES"] = PLACES
    environment.filters["grouped"] = "{:,}".format
    environment.filters["percent"] = _percent
    environment.filters["moment"] = moment
    environment.filters["web_address"] = web_address
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
