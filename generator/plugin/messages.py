"""What MkDocs has to say, for those who start it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.exceptions import PluginError

from generator.errors import ModelhubError


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
def as_plugin_error() -> Iterator[None]:
    """What a user can do something about reaches them through MkDocs without a traceback."""
    try:
        yield
    except ModelhubError as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        raise PluginError(f"{error.filename or 'the site'}: {error.strerror}") from error
