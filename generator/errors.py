"""Errors that a user can do something about.

Each holds its facts and words itself in ``__str__``; only the doors (``cli``, ``plugin``) turn one
into an exit code. Anything wrong with a *card* is a ``Diagnostic``, not an exception.
"""

from __future__ import annotations


class ModelhubError(Exception):
    """Base of every error that modelhub raises on purpose. Exit code 2 at the command line."""


class ConfigError(ModelhubError):
    """The configuration cannot be used.

    Attributes:
        path: The file that holds the configuration, as shown to the user.
        problems: One line each: which key, what was found, what was expected.
    """

    def __init__(self, path: str, problems: list[str]) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(f"{self.path}: {problem}" for problem in self.problems)


class UsageError(ModelhubError):
    """A command was given something it cannot work with, such as a path that does not exist."""


class RecordError(ModelhubError):
    """A record on disk cannot be read as a ``RunRecord``.

    Attributes:
        path: The record's file, as shown to the user.
        problem: What is wrong with it.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; run `modelhub verify --rerun` to make it again"
