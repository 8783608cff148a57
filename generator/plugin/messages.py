"""What MkDocs has to say, for those who start it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import Abort, MkDocsException, PluginError

from generator.errors import ModelhubError

_TEMPLATES = (".html", ".xml")


class MkDocsError(ModelhubError):
    """MkDocs could not go on."""


class Warnings(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())


@contextmanager
def logged(handler: logging.Handler) -> Iterator[None]:
    """Give what MkDocs logs to a handler."""
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def explained() -> Iterator[None]:
    """Let what MkDocs gives up with be said in words, where a user can do something about it.

    Raises:
        MkDocsError: MkDocs has something to say, or a template cannot be filled in.
    """
    try:
        yield
    except Exception as error:
        if words := _words(error):
            raise MkDocsError(words) from error
        raise


def _words(error: Exception) -> str:
    """What is wrong, with its place in a template; empty where that is not for the user to mend."""
    if isinstance(error, (Abort, MkDocsException)):
        return error.format_message()
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}: {error.message}"
    steps = reversed(traceback.extract_tb(error.__traceback__))
    place = next((f"{step.filename}:{step.lineno}: " for step in steps if step.filename.endswith(_TEMPLATES)), "")
    if isinstance(error, TemplateError):
        return f"{place}{error.message}"
    return f"{place}{type(error).__name__}: {error}" if place else ""


@contextmanager
def as_plugin_error() -> Iterator[None]:
    """What a user can do something about reaches them through MkDocs without a traceback."""
    try:
        yield
    except ModelhubError as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        raise PluginError(f"{error.filename or 'the site'}: {error.strerror}") from error
