"""How the Hugging Face Hub says no or says nothing, when it is asked again, and when it is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Literal, TypeAlias, TypeVar

from huggingface_hub.errors import (
    DisabledRepoError,
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from generator.run.trouble import NotStarted, RunFailed
from generator.run.within import TookTooLong, within

T = TypeVar("T")
#: Of a repository, as the client calls it.
Kind: TypeAlias = Literal["model", "dataset"]
#: The same in words.
CALLED: dict[Kind, str] = {"model": "model", "dataset": "data set"}

#: Seconds until the Hub is asked again that could not answer. It may itself say how many, up to the last number.
_WAITS = (0.5, 2.0)
_MAX_WAIT = 30.0
#: After so many models in a row that could not be had, the Hub is not asked any more.
_MAX_FAILURES = 3


class Patience:
    """Asks the Hub as long as there is any sense in it. Threads may share it.

    Args:
        timeout: Seconds that one question may take, with all its attempts.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._unreachable = ""
        self._failures = 0

    def ask(self, repo: str, revision: str, question: Callable[[], T], kind: Kind = "model") -> T:
        """Ask for something of a model or of a data set.

        Raises:
            NotStarted: There is no answer, or it is no.
            RunFailed: As ``question`` does.
        """
        if self._unreachable:
            raise NotStarted(self._unreachable, passing=True)
        try:
            answer = within(self._timeout, lambda: _patiently(question))
        except (NotStarted, RunFailed):
            raise
        except Exception as error:  # noqa: BLE001  which ones mean "no network" depends on the client's HTTP library
            trouble = self._trouble(repo, revision, error, kind)
        else:
            self._failures = 0
            return answer
        raise trouble

    def _trouble(self, repo: str, revision: str, error: Exception, kind: Kind) -> NotStarted:
        """What to say of an error, in words that hold neither addresses nor paths: they are kept and published."""
        causes = _causes(error)
        refusal = next((cause for cause in causes if isinstance(cause, HfHubHTTPError) and _status(cause)), None)
        network = next((cause for cause in causes if _is_network(cause)), None)
        if refusal is not None:
            trouble = _refusal(repo, revision, refusal, kind)
        elif isinstance(error, TookTooLong):
            trouble = NotStarted(f"fetching it took longer than {self._timeout:g} s", passing=True)
        elif network is not None:
            trouble = self._broken_off(network)
        else:
            strerror = next((cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror), "")
            return NotStarted(f"it cannot be fetched: {strerror or type(error).__name__}", passing=True)
        self._failures = self._failures + 1 if trouble.passing else 0
        if self._failures >= _MAX_FAILURES and not self._unreachable:
            self._unreachable = f"the Hugging Face Hub failed {_MAX_FAILURES} times in a row; the last time: {trouble}"
        return trouble

    def _broken_off(self, network: BaseException) -> NotStarted:
        name = type(network).__name__
        if name not in {"ConnectError", "ConnectTimeout", "ConnectionRefusedError", "OfflineModeIsEnabled"}:
            return NotStarted(f"the Hugging Face Hub broke the connection off ({name})", passing=True)
        self._unreachable = f"the Hugging Face Hub cannot be reached ({name})"
        return NotStarted(self._unreachable, passing=True)


def _patiently(question: Callable[[], T]) -> T:
    """Ask again where the Hub itself is in trouble."""
    for wait in _WAITS:
        try:
            return question()
        except HfHubHTTPError as error:
            if not _is_passing(_status(error)):
                raise
            time.sleep(_wait(error, wait))
    return question()


def _wait(error: HfHubHTTPError, otherwise: float) -> float:
    asked = error.response.headers.get("Retry-After", "")
    return min(float(asked), _MAX_WAIT) if asked.isdecimal() else otherwise


def _status(error: HfHubHTTPError) -> int:
    """The status of an answer; 0 where there was none: the client says so with the same kind of error."""
    response = getattr(error, "response", None)
    return response.status_code if response is not None else 0


def _is_passing(status: int) -> bool:
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS


def _causes(error: BaseException | None) -> list[BaseException]:
    """An error and what brought it about, in turn."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _is_network(error: BaseException) -> bool:
    names = {kind.__name__ for kind in type(error).__mro__}
    return isinstance(error, ConnectionError | TimeoutError) or "TransportError" in names


def _refusal(repo: str, revision: str, error: HfHubHTTPError, kind: Kind) -> NotStarted:
    status = _status(error)
    missing = f"the Hub has no {CALLED[kind]} {repo}, or it is private and needs HF_TOKEN ({status})"
    words = {
        GatedRepoError: f"{repo} is gated: accept its terms on the Hub and set HF_TOKEN",
        RevisionNotFoundError: f"{repo} has no revision {revision}",
        RepositoryNotFoundError: missing,
        DisabledRepoError: f"{repo} was disabled on the Hub",
    }
    for refused, reason in words.items():
        if isinstance(error, refused):
            return NotStarted(reason)
    if isinstance(error, EntryNotFoundError):
        return NotStarted(f"the Hub lists a file of {repo} that it does not have", passing=True)
    if status == HTTPStatus.UNAUTHORIZED:
        return NotStarted("the Hub refuses the token that it was shown (HF_TOKEN)", passing=True)
    return NotStarted(f"the Hub answered {status} for {repo}", passing=_is_passing(status))
