"""Models and data sets of the Hugging Face Hub, through its own client. Imported only when a card names one.

The client reads ``HF_ENDPOINT``, ``HF_TOKEN`` and the place of its cache from the environment.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from huggingface_hub import HfApi, constants, hf_hub_download, try_to_load_from_cache
from huggingface_hub.errors import HFValidationError
from huggingface_hub.hf_api import RepoFile
from huggingface_hub.utils import validate_repo_id
from huggingface_hub.utils.tqdm import disable_progress_bars

from generator.run.hub_trouble import CALLED, Kind, Patience
from generator.run.inspect import MAX_BYTES, ModelFolder, check_whole, names_in, needed, too_large
from generator.run.listed import ListedFile, Listing
from generator.run.plan import pinned
from generator.run.trouble import NotStarted, RunFailed
from generator.store import Kept, ModelCache, NoRoom

#: Seconds to wait for the Hub to begin an answer.
_TIMEOUT = 10.0
#: Larger files of evaluation data are not fetched: their rows have to be held in memory.
MAX_DATA_BYTES = 2**30
_REVISION = re.compile(r"[\w.][\w./-]*", re.ASCII)


class HuggingFace:
    """Fetches models. Threads may share it. Once the Hub cannot be reached it is not waited for again.

    Args:
        timeout: Seconds that fetching one model may take.
        models: Where they are kept; ``None`` for the client's own cache, which other programs use too.
    """

    def __init__(self, timeout: float, models: ModelCache | None = None) -> None:
        self._patience = Patience(timeout)
        self._models = models
        disable_progress_bars()
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
        # Of disks that are nearly full, and of servers that have something to say: what comes of it is recorded.
        warnings.filterwarnings("ignore", module=r"huggingface_hub\b")

    @contextmanager
    def held(self, repo: str, revision: str, last: str) -> Iterator[ModelFolder]:
        """The files of a model, fetched or from the cache, which stay there until the block ends.

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
        if self._models is None:
            yield self._folder(repo, wanted, last, None)
            return
        with self._models.held(f"hf:{repo}", lambda kept: self._folder(repo, wanted, last, kept)) as folder:
            yield folder

    @contextmanager
    def data_held(self, repo: str, commit: str, name: str) -> Iterator[Path]:
        """A file of a data set, fetched or from the cache, which stays there until the block ends.

        The Hub is not asked for what is here: a commit never changes.

        Args:
            repo: ``owner/name``.
            commit: In full.
            name: The file's path in the data set.

        Raises:
            NotStarted: It cannot be had; says why.
            RunFailed: There is no such file, or it is too large.
        """
        _check_names(repo, commit, "dataset")
        if self._models is None:
            yield self._data(repo, commit, name, None)
            return
        with self._models.held(f"hf:datasets/{repo}", lambda kept: self._data(repo, commit, name, kept)) as place:
            yield place

    def listing(self, repo: str, revision: str) -> Listing:
        """What the Hub says of a model today; an empty revision is the main branch.

        Raises:
            NotStarted: It says nothing, or no.
        """
        wanted = revision or "main"
        _check_names(repo, wanted)
        return self._patience.ask(repo, wanted, lambda: _listing(repo, wanted))

    def _folder(self, repo: str, wanted: str, last: str, kept: Kept | None) -> ModelFolder:
        cache = kept.folder if kept else Path(constants.HF_HUB_CACHE)
        if pinned(wanted) and (cached := _cached(repo, wanted, cache)):
            return cached
        try:
            return self._fetch(repo, wanted, cache, kept)
        except NotStarted as trouble:
            cached = _cached(repo, wanted, cache) or (_cached(repo, last, cache) if last else None)
            if trouble.passing and cached:
                return cached
            raise

    def _fetch(self, repo: str, revision: str, cache: Path, kept: Kept | None) -> ModelFolder:
        listing = self.listing(repo, revision)
        files = {name: listing.files[name] for name in needed(listing.files)}
        total = sum(file.size or 0 for file in files.values())
        if total > MAX_BYTES:
            raise NotStarted(too_large(total))
        if kept:
            missing = sum(file.size or 0 for name, file in files.items() if not _has(repo, name, listing.commit, cache))
            _make_room(kept, total, missing)
        return self._patience.ask(repo, revision, lambda: _download(repo, revision, listing.commit, files, cache))

    def _data(self, repo: str, commit: str, name: str, kept: Kept | None) -> Path:
        cache = kept.folder if kept else Path(constants.HF_HUB_CACHE)
        known = try_to_load_from_cache(repo, name, cache_dir=cache, revision=commit, repo_type="dataset")
        if isinstance(known, str):
            return Path(known)
        file = self._patience.ask(repo, commit, lambda: _listed_data(repo, commit, name), "dataset")
        if (file.size or 0) > MAX_DATA_BYTES:
            size = f"{(file.size or 0) / 2**30:.1f} GiB"
            raise RunFailed(f"{repo}: {name} takes {size}, and at most {MAX_DATA_BYTES / 2**30:.0f} GiB are read")
        if kept:
            _make_room(kept, file.size or 0, file.size or 0)
        return self._patience.ask(
            repo, commit, lambda: _downloaded(repo, name, commit, file, cache, "dataset"), "dataset"
        )


def _make_room(kept: Kept, total: int, missing: int) -> None:
    try:
        kept.make_room(total, missing)
    except NoRoom as error:
        raise NotStarted(str(error), passing=True) from None


def _check_names(repo: str, revision: str, kind: Kind = "model") -> None:
    """Refuse what the Hub cannot have: the client makes paths of its cache of both."""
    try:
        validate_repo_id(repo)
    except HFValidationError:
        raise NotStarted(f"{repo} is no name that a {CALLED[kind]} of the Hub can have") from None
    if not _REVISION.fullmatch(revision) or ".." in revision:
        raise NotStarted(f"{revision!r} is no name that a revision can have")


def _listing(repo: str, revision: str) -> Listing:
    info = HfApi().model_info(repo, revision=revision, files_metadata=True, timeout=_TIMEOUT)
    files = {}
    for file in info.siblings or []:
        large = file.lfs is not None  # Then git holds only a pointer to it.
        files[file.rfilename] = ListedFile(file.size, *((file.lfs.sha256, "") if large else ("", file.blob_id or "")))
    return Listing(str(info.sha), files)


def _listed_data(repo: str, commit: str, name: str) -> ListedFile:
    """What the Hub says of a file of a data set, which may have thousands of them.

    Raises:
        RunFailed: It has no such file.
    """
    for file in HfApi().get_paths_info(repo, [name], revision=commit, repo_type="dataset"):
        if isinstance(file, RepoFile) and file.path == name:
            return ListedFile(file.size, *((file.lfs.sha256, "") if file.lfs else ("", file.blob_id)))
    raise RunFailed(f"the data set {repo} has no file {name} at {commit}")


def _download(repo: str, revision: str, commit: str, files: dict[str, ListedFile], cache: Path) -> ModelFolder:
    if not pinned(revision) and "config.json" in files:
        # Only so that the cache keeps which commit this name means.
        hf_hub_download(repo, "config.json", revision=revision, cache_dir=cache, etag_timeout=_TIMEOUT)
    places = {name: _downloaded(repo, name, commit, file, cache) for name, file in files.items()}
    return ModelFolder(places, cache, commit)


def _downloaded(repo: str, name: str, commit: str, file: ListedFile, cache: Path, kind: Kind = "model") -> Path:
    """One file, as the Hub lists it. What comes damaged is fetched once more, and never kept."""
    fresh = not _has(repo, name, commit, cache, kind)
    for force in (False, True):
        place = Path(
            hf_hub_download(
                repo,
                name,
                repo_type=kind,
                revision=commit,
                cache_dir=cache,
                etag_timeout=_TIMEOUT,
                force_download=force,
            )
        )
        damage = file.damage(place, thoroughly=fresh or force)
        if not damage:
            return place
    place.resolve().unlink()
    place.unlink(missing_ok=True)
    raise NotStarted(f"{name} came damaged: {damage}", passing=True)


def _has(repo: str, name: str, commit: str, cache: Path, kind: Kind = "model") -> bool:
    return isinstance(try_to_load_from_cache(repo, name, cache_dir=cache, revision=commit, repo_type=kind), str)


def _cached(repo: str, revision: str, cache: Path) -> ModelFolder | None:
    """The cached snapshot of ``revision``, if it is whole."""
    config = try_to_load_from_cache(repo, "config.json", cache_dir=cache, revision=revision)
    if not isinstance(config, str):
        return None
    snapshot = Path(config).parent
    try:
        files = {name: snapshot / name for name in needed(names_in(snapshot))}
        check_whole(files)
    except (NotStarted, RunFailed, OSError):
        return None
    # A snapshot's files are links to the cache's ``blobs``, which the models in it may share.
    return ModelFolder(files, cache, snapshot.name)
