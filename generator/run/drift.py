"""Which models are upstream no longer what they were when they were run: records → what their servers say today.

Nothing is downloaded. Every model is asked for once, a few at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec.structs import replace

from generator.config import VerifyConfig
from generator.record import FileDigest, RunRecord, SourceRecord
from generator.run.listed import ListedFile, Listing
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed

#: ``moved``: the revision means another commit; ``gone``: there is no such model any more, or not for us; ``pinned``:
#: the card names a full commit, so nothing was asked; ``unanswered``: nobody said anything.
Fate: TypeAlias = Literal["moved", "gone", "same", "pinned", "unanswered"]

_AT_ONCE = 4
#: Seconds that one model is asked for, with all attempts.
_SECONDS = 60.0
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Drift:
    """What became of a model since it was run.

    Attributes:
        card: The card's key.
        source: ``hf:owner/name``, or a folder in an object store.
        revision: As the card gave it when the model was run; empty for none.
        commit: What it meant then.
        now: What it means today; empty where that is not known.
        weights: Whether its weights are still the same; ``None`` where that is not known.
        reason: What became of it, in one sentence.
    """

    card: str
    source: str
    revision: str
    commit: str
    fate: Fate
    reason: str
    now: str = ""
    weights: bool | None = None


def drift(root: Path, config: VerifyConfig, records: Iterable[RunRecord]) -> list[Drift]:
    """Ask what became of the models that were run from elsewhere; the others are left out.

    Args:
        root: The hub's root.
        config: Where models may come from.
        records: What was observed.

    Raises:
        MissingExtra: The client of a server is not installed.
    """
    ran = [(record.card, record.source) for record in records if record.source and record.source.resolved_revision]
    wanted = sorted({(source.uri, source.revision) for _, source in ran if source.unpinned})
    sources = Sources(root, replace(config, fetch_timeout=_SECONDS))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            answers = dict(zip(wanted, pool.map(lambda item: _asked(sources, *item), wanted), strict=True))
        except BaseException:  # Ctrl+C, say: what was not asked for yet is let be.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [_drift(card, source, answers.get((source.uri, source.revision))) for card, source in ran]


def _asked(sources: Sources, uri: str, revision: str) -> Listing | NotStarted:
    try:
        return sources.today(uri, revision)
    except NotStarted as trouble:
        return trouble
    except RunFailed as trouble:  # There are no weights any more.
        return NotStarted(str(trouble))


def _drift(card: str, source: SourceRecord, answer: Listing | NotStarted | None) -> Drift:
    fate: Fate
    now, weights = "", None
    if answer is None:
        fate, reason = "pinned", "the card names the commit"
    elif isinstance(answer, NotStarted):
        fate, reason = "unanswered" if answer.passing else "gone", str(answer)
    elif answer.commit == source.resolved_revision:
        now, weights = answer.commit, True
        fate, reason = "same", f"{_meaning(source)} is still {answer.commit[:_SHORT]}"
    else:
        now, weights = answer.commit, _same_weights(source.files, answer.files)
        fate, reason = (
            "moved",
            f"{_meaning(source)} is {now[:_SHORT]} now, and {source.resolved_revision[:_SHORT]} was run",
        )
        reason += "" if weights is None else f"; the weights {'are the same' if weights else 'changed'}"
    return Drift(card, source.uri, source.revision, source.resolved_revision, fate, reason, now, weights)


def _meaning(source: SourceRecord) -> str:
    return (source.revision or "main") if source.uri.startswith("hf:") else "it"


def _same_weights(ran: Iterable[FileDigest], listed: Mapping[str, ListedFile]) -> bool | None:
    """Whether the weights are what was run, as far as the digests in the listing tell."""
    verdicts = list(_verdicts([file for file in ran if file.path.endswith(".safetensors")], listed))
    if False in verdicts:
        return False
    return None if None in verdicts or not verdicts else True


def _verdicts(weights: Iterable[FileDigest], listed: Mapping[str, ListedFile]) -> Iterator[bool | None]:
    for file in weights:
        now = listed.get(file.path)
        if now is None or (now.size is not None and now.size != file.size):
            yield False
        else:
            yield now.sha256 == file.sha256 if now.sha256 else None
