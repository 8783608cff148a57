"""The answers of earlier runs: one JSON file. A cache that cannot be used is no error; it is just of no use."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from generator import store
from generator.answer import Answer, Answers
from generator.config import OnlineConfig
from generator.errors import UsageError

FOLDER = ".modelhub/cache"
FILE = "links.json"
HOUR = 3600.0
#: A larger file is not ours.
MAX_BYTES = 64 * 2**20


class _Entry(BaseModel):
    """An answer and when it was given, in seconds since 1970."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: float
    verdict: Literal["alive", "dead", "unchecked"]
    reason: str = ""
    moved_to: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[1] = 1
    answers: dict[str, _Entry] = {}


class Cache:
    """What servers have said lately.

    Args:
        root: The hub's root; nothing for a cache that knows and keeps nothing.
        config: How long answers hold.
    """

    def __init__(self, root: Path | None, config: OnlineConfig) -> None:
        self._file: Path | None = None
        self._config = config
        with suppress(UsageError):  # A link that leads out of the hub is not followed.
            self._file = store.inside(root, f"{FOLDER}/{FILE}") if root else None

    def known(self) -> Answers:
        """The answers that still hold."""
        entries = self._fresh(self._read())
        return {url: Answer(entry.verdict, entry.reason, entry.moved_to) for url, entry in entries.items()}

    def keep(self, answers: Answers) -> None:
        """Add answers. What another run has added meanwhile stays."""
        if self._file is None or not answers:
            return
        now = time.time()
        new = {
            url: _Entry(at=now, verdict=answer.verdict, reason=answer.reason, moved_to=answer.moved_to)
            for url, answer in answers.items()
        }
        entries = {**self._fresh(self._read()), **new}
        data = _File(answers=dict(sorted(entries.items()))).model_dump_json(exclude_defaults=False)
        with suppress(OSError):
            ignore = self._file.parent / ".gitignore"
            if not ignore.exists():
                store.write_atomically(ignore, b"*\n")
            store.write_atomically(self._file, data.encode())

    def _fresh(self, entries: Mapping[str, _Entry]) -> dict[str, _Entry]:
        now = time.time()
        hours = {"alive": self._config.keep}
        return {
            url: entry
            for url, entry in entries.items()
            if 0 <= now - entry.at < hours.get(entry.verdict, self._config.keep_bad) * HOUR
        }

    def _read(self) -> Mapping[str, _Entry]:
        if self._file is None:
            return {}
        try:
            with self._file.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            return _File.model_validate_json(data).answers if len(data) <= MAX_BYTES else {}
        except (OSError, ValidationError):
            return {}
