"""Why a model gave no answers. Each becomes the reason of a record; none of them stops the other models."""

from __future__ import annotations

from generator.errors import ModelhubError


class NotStarted(ModelhubError):  # noqa: N818  it names what happened
    """The model was not started: the record is ``not-run``.

    Attributes:
        passing: Whether another time may go better with nothing changed here: a network that is down, say.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


class RunFailed(ModelhubError):  # noqa: N818  it names what happened
    """The model or its data is broken, or did not run to the end: the record is ``failed``."""


#: What needs an extra, in words.
_NEEDING = {
    "parquet": "this evaluation data",
    "metrics": "measuring what the model writes",
    "images": "reading images",
    "audio": "reading recordings",
    "ray": "running models with Ray",
}


class RunEnded(RunFailed):
    """The model's process was ended from outside: by the kernel for lack of memory, perhaps."""


class TookTooMuch(RunFailed):
    """The model took more memory, or more processes, than it may."""


class MissingExtra(ModelhubError):  # noqa: N818  it names what is missing
    """Libraries that only running models needs are not installed.

    Attributes:
        modules: The libraries that were not found.
        extra: The extra that brings them.
    """

    def __init__(self, modules: list[str], extra: str = "run") -> None:
        super().__init__(modules)
        self.modules = modules
        self.extra = extra

    def __str__(self) -> str:
        what = _NEEDING.get(self.extra, "running models")
        return f"{what} needs {', '.join(self.modules)}: install them with `pip install 'modelhub[{self.extra}]'`"
