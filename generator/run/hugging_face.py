"""Models of the Hugging Face Hub, through its own client. Imported only when a card has an ``hf:`` source.

The client reads ``HF_ENDPOINT``, ``HF_TOKEN`` and the place of its cache from the environment.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

from huggingface_hub import HfApi, hf_hub_download, try_to_load_from_cache
from huggingface_hub.errors import (
    DisabledRepoError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import validate_repo_id
from huggingface_hub.utils.tqdm import disable_progress_bars

from generator.run.inspect import MAX_BYTES, ModelFolder, check_whole, names_in, needed, too_large
from generator.run.plan import pinned
from generator.run.trouble import NotStarted, RunFailed

#: Seconds to wait for the Hub to begin an answer.
_TIMEOUT = 10.0
_REVISION = re.compile(r"[\w.][\w./-]*", re.ASCII)
_SERVER_ERRORS = 500
_TOO_MANY_REQUESTS = 429


class HuggingFace:
    """Fetches models. Once the Hub cannot be reached it is not waited for again."""

    def __init__(self) -> None:
        self._unreachable = ""
        disable_progress_bars()
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)

    def folder(self, repo: str, revision: str, last: str) -> ModelFolder:
        """The files of a model, fetched or from the client's cache.

        Args:
            repo: ``owner/name``.
            revision: As the card gives it; empty for the main branch.
            last: The commit that this was when it was last run; used where the Hub cannot be reached.

        Raises:
            NotStarted: It cannot be had; says why.
            RunFailed: The repository has no weights.
        """
        wanted = revision or "main"
        _check_names(repo, wanted)
        if pinned(wanted) and (cached := _cached(repo, wanted)):
            return cached
        try:
            return self._fetch(repo, wanted)
        except NotStarted as trouble:
            cached = _cached(repo, wanted) or (_cached(repo, last) if last else None)
            if trouble.passing and cached:
                return cached
            raise

    def _fetch(self, repo: str, revision: str) -> ModelFolder:
        if self._unreachable:
            raise NotStarted(self._unreachable, passing=True)
        try:
            return _download(repo, revision)
        except (NotStarted, RunFailed):
            raise
        except HfHubHTTPError as error:
            raise _refusal(repo, revision, error) from None
        except Exception as error:  # noqa: BLE001  which exceptions mean "no network" depends on the client's HTTP library
            raise self._trouble(error) from None

    def _trouble(self, error: Exception) -> NotStarted:
        cause: BaseException | None = error
        while cause is not None and not _is_network(cause):
            cause = cause.__cause__ or cause.__context__
        if cause is None:
            return NotStarted(f"it cannot be fetched: {type(error).__name__}: {error}", passing=True)
        self._unreachable = f"the Hugging Face Hub cannot be reached ({type(cause).__name__})"
        return NotStarted(self._unreachable, passing=True)


def _check_names(repo: str, revision: str) -> None:
    """Refuse what the Hub cannot have: the client makes paths of its cache of both."""
    try:
        validate_repo_id(repo)
    except HFValidationError:
        raise NotStarted(f"{repo} is no name that a model of the Hub can have") from None
    if not _REVISION.fullmatch(revision) or ".." in revision:
        raise NotStarted(f"{revision!r} is no name that a revision can have")


def _download(repo: str, revision: str) -> ModelFolder:
    info = HfApi().model_info(repo, revision=revision, files_metadata=True, timeout=_TIMEOUT)
    commit = str(info.sha)
    sizes = {file.rfilename: file.size or 0 for file in info.siblings or []}
    names = needed(sizes)
    total = sum(sizes[name] for name in names)
    if total > MAX_BYTES:
        raise NotStarted(too_large(total))
    if not pinned(revision) and "config.json" in names:
        # Only so that the cache keeps which commit this name means.
        hf_hub_download(repo, "config.json", revision=revision, etag_timeout=_TIMEOUT)
    files = {name: Path(hf_hub_download(repo, name, revision=commit, etag_timeout=_TIMEOUT)) for name in names}
    return ModelFolder(files, _root_of(files), commit)


def _is_network(error: BaseException) -> bool:
    names = {kind.__name__ for kind in type(error).__mro__}
    return isinstance(error, ConnectionError | TimeoutError) or "TransportError" in names


def _refusal(repo: str, revision: str, error: HfHubHTTPError) -> NotStarted:
    status = error.response.status_code
    if isinstance(error, GatedRepoError):
        return NotStarted(f"{repo} is gated: accept its terms on the Hub and set HF_TOKEN")
    if isinstance(error, RevisionNotFoundError):
        return NotStarted(f"{repo} has no revision {revision}")
    if isinstance(error, RepositoryNotFoundError):
        return NotStarted(f"the Hub has no model {repo}, or it is private and needs HF_TOKEN ({status})")
    if isinstance(error, DisabledRepoError):
        return NotStarted(f"{repo} was disabled on the Hub")
    passing = status >= _SERVER_ERRORS or status == _TOO_MANY_REQUESTS
    return NotStarted(f"the Hub answered {status} for {repo}", passing=passing)


def _cached(repo: str, revision: str) -> ModelFolder | None:
    """The cached snapshot of ``revision``, if it is whole."""
    config = try_to_load_from_cache(repo, "config.json", revision=revision)
    if not isinstance(config, str):
        return None
    snapshot = Path(config).parent
    try:
        files = {name: snapshot / name for name in needed(names_in(snapshot))}
        check_whole(files)
    except (NotStarted, RunFailed, OSError):
        return None
    return ModelFolder(files, _root_of(files), snapshot.name)


def _root_of(files: dict[str, Path]) -> Path:
    """The cache's folder of the repository: a snapshot's files are links to its ``blobs``."""
    return next(iter(files.values())).parents[2]
