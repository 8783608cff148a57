"""Reading a card's record, and whether it is still of the model, the data and the card that there are."""

from __future__ import annotations

from pathlib import Path

from generator.card import Card
from generator.errors import ModelhubError, RecordError
from generator.evaluation_data import is_pinned_data
from generator.hub import Status
from generator.record import FileDigest, RunRecord
from generator.run.inspect import files_of
from generator.run.plan import plan
from generator.run.readiness import reason_not_to_run
from generator.store.files import inside, sha256_of, shown
from generator.store.records import read_record
from generator.store.weights import digest_files


def observation(root: Path, path: Path, card: Card) -> tuple[RunRecord | None, Status, str]:
    """What a record says of its card today.

    Args:
        root: The hub's root.
        path: The record's file.
        card: The card.

    Returns:
        The record, the card's status, and why.
    """
    try:
        record = _consistent(read_record(path), path)
    except RecordError as error:
        return None, "not-run", str(RecordError(shown(path, root), error.problem))
    if record is None:
        return None, "not-run", reason_not_to_run(card) or "not run yet"
    planned = plan(card)
    if record.request_sha256 != planned.sha256:
        if record.status == "not-run":
            return record, "not-run", planned.reason or "the card changed since; not run yet"
        return record, "stale", "the card changed since the model was run"
    if record.status != "not-run" and (change := change_of_model(root, record) or change_of_data(root, record)):
        return record, "stale", change
    return record, record.status, record.reason


def _consistent(record: RunRecord | None, path: Path) -> RunRecord | None:
    """The record as it is: nobody's word makes a model verified, only its checks do.

    Raises:
        RecordError: No run would have written it.
    """
    if record is not None and record.status == "verified":
        verdicts = {check.agrees for check in record.checks}
        if True not in verdicts or False in verdicts:
            raise RecordError(path.as_posix(), "contradicts itself: it says verified, and its checks do not")
    return record


def change_of_model(root: Path, record: RunRecord) -> str:
    """What became of a model in the hub since it was run; empty for no change, or where only a run could tell."""
    source = record.source
    if source is None or not source.files or not source.uri.startswith("path:"):
        return ""
    try:
        files = digest_files(files_of(inside(root, source.uri.removeprefix("path:"))))
    except (ModelhubError, OSError) as error:
        return f"the model's folder cannot be read any more: {_words(error)}"
    changed = sorted({file.path for file in {*files} ^ {*source.files}})
    return f"the model changed since it was run: {', '.join(changed)}" if changed else ""


def change_of_data(root: Path, record: RunRecord) -> str:
    """What became of the files that the model was run on, or could not be; empty for no change."""
    files = {file.path: (file.sha256, "the sample") for sample in record.samples for file in sample.files}
    if record.benchmark is not None:
        files |= {name: (sha256, "the evaluation data's") for name, sha256 in record.benchmark.files.items()}
    for name, (sha256, what) in files.items():
        try:
            digest = sha256_of(inside(root, name))
        except (ModelhubError, OSError) as error:
            return f"{what} {name} cannot be read any more: {_words(error)}"
        if digest != sha256:
            return f"{what} {name} changed since the model was run"
    if is_pinned_data(record.benchmark.data if record.benchmark else record.data.path if record.data else ""):
        return ""
    if record.benchmark is None:
        changed = record.data is not None and digest_of_data(root, record.data.path) != record.data
        return "the evaluation data changed since the model was run" if changed else ""
    try:
        digest = sha256_of(inside(root, record.benchmark.data))
    except (ModelhubError, OSError) as error:
        return f"the evaluation data cannot be read any more: {_words(error)}"
    return "" if digest == record.benchmark.sha256 else "the evaluation data changed since the model was measured"


def digest_of_data(root: Path, data: str) -> FileDigest:
    """Of evaluation data; size 0 and an empty digest where there is no such file in the hub, or it cannot be read."""
    try:
        path = inside(root, data)
        if path.is_file():
            return FileDigest(path=data, size=path.stat().st_size, sha256=sha256_of(path))
    except (ModelhubError, OSError):
        pass
    return FileDigest(path=data, size=0, sha256="")


def _words(error: ModelhubError | OSError) -> str:
    """What is wrong, without where the hub lies on this machine: the words stand on the site."""
    return f"{error.strerror}" if isinstance(error, OSError) else str(error)
