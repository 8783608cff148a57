"""The hub's configuration: ``modelhub.toml``, or ``[tool.modelhub]`` in ``pyproject.toml``.

Its JSON Schema is published (``modelhub schema config``). The types are msgspec's: every command reads the
configuration, and pydantic starts slowly. Reading the file is the store's work; here is only what it may say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from inspect import cleandoc
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from generator.errors import ConfigError
from generator.typed import Problem, problems

#: How a size may be written: a number and a unit.
_SIZE = r"^\s*([0-9]{1,15}(?:\.[0-9]{1,9})?|\.[0-9]{1,9})\s*(?:([kKmMgGtTpPeE])([iI]?))?[bB]?\s*$"
_AS_TEXT = {"pattern": _SIZE}

#: Bytes, which may be written as text with a unit.
Memory: TypeAlias = Annotated[int, Meta(ge=2**29, extra_json_schema=_AS_TEXT)]
Disk: TypeAlias = Annotated[int, Meta(ge=2**20, extra_json_schema=_AS_TEXT)]
_SIZES = frozenset({"verify.memory", "verify.disk"})


class OnlineConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table ``[lint.online]``: how ``modelhub lint --online`` asks servers for the cards' links.

    Attributes:
        exclude: Globs for addresses that are not asked.
        connections: Connections at one time.
        per_host: Connections to one host at one time.
        pause: Seconds between two requests to one host.
        timeout: Seconds that a server may take for an answer.
        budget: Seconds that a whole run may ask.
        keep: Hours that the address of a living page is not asked again.
        keep_bad: Hours that any other answer holds.
        allow_private: Hosts that are asked although their addresses are not public, such as those of an intranet.
    """

    exclude: list[str] = []
    connections: Annotated[int, Meta(ge=1, le=64)] = 8
    per_host: Annotated[int, Meta(ge=1, le=16)] = 2
    pause: Annotated[float, Meta(ge=0, le=60)] = 0.1
    timeout: Annotated[float, Meta(gt=0, le=300)] = 15.0
    budget: Annotated[float, Meta(gt=0, le=86_400)] = 600.0
    keep: Annotated[float, Meta(ge=0, le=8760)] = 168.0
    keep_bad: Annotated[float, Meta(ge=0, le=8760)] = 1.0
    allow_private: list[str] = []


class LintConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table ``[lint]``. A rule is named by its code (``SE001``) or with its whole family (``SE``).

    Attributes:
        select: Rules that are checked; empty for every one that is on by itself. ``ALL`` names opt-in ones too.
        extend_select: Rules that are checked besides, such as opt-in ones.
        ignore: Rules that are not checked.
        levels: How bad the findings of a rule are, where its own level does not fit.
        per_file_ignores: Globs for paths from the hub's root, each with the rules that are not checked there.
        online: How the servers of links are asked.
    """

    select: list[str] = []
    extend_select: list[str] = []
    ignore: list[str] = []
    levels: dict[str, Literal["error", "warning", "info"]] = {}
    per_file_ignores: dict[str, list[str]] = {}
    online: OnlineConfig = OnlineConfig()


Device: TypeAlias = Literal["cpu", "cuda", "auto"]


class VerifyConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table ``[verify]``.

    Attributes:
        timeout: Seconds that one model may take, loading included.
        memory: Bytes of memory that one model may take, Python and torch included; as text with a unit: ``"4 GiB"``.
        threads: Threads that a worker computes with. Part of what makes two runs equal.
        batch_size: Rows of 64 tokens that go through a model at once: more rows that are shorter, fewer longer ones.
        max_age: Days after which a record expires: the model is run again; 0 for never.
        fetch_timeout: Seconds that fetching one model may take.
        disk: Bytes that fetched models may take on the disk, as text with a unit: ``"50 GiB"``. The least recently used
            are removed first. Without it, what comes from the Hugging Face Hub stays in its client's own cache.
        protocols: Where else models may come from, and records be brought together: protocols of fsspec, such as ``s3``
            for ``s3://bucket/folder``.
        jobs: Models that are run at the same time; 0 for as many as processors and memory allow.
        executor: Where models are run: on this machine, or as tasks of a Ray cluster.
        device: What models compute on: ``cpu``; ``cuda``, a GPU; ``auto``, a GPU where there is one.
        speed: Measure how fast each model is, as ``modelhub verify --speed`` does.
    """

    timeout: Annotated[float, Meta(gt=0, le=86_400)] = 300.0
    memory: Memory = 8 * 2**30
    threads: Annotated[int, Meta(ge=1, le=256)] = 1
    batch_size: Annotated[int, Meta(ge=1, le=1024)] = 16
    max_age: Annotated[float, Meta(ge=0, le=36_500)] = 0.0
    fetch_timeout: Annotated[float, Meta(gt=0, le=86_400)] = 1_800.0
    disk: Disk | None = None
    protocols: tuple[Annotated[str, Meta(pattern=r"^[a-z][a-z0-9+]*$")], ...] = ("s3", "gs", "az", "abfs")
    jobs: Annotated[int, Meta(ge=0, le=1024)] = 0
    executor: Literal["local", "ray"] = "local"
    device: Device = "cpu"
    speed: bool = False


class SiteConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table ``[site]``.

    Attributes:
        page_size: Models a page of the list.
    """

    page_size: Annotated[int, Meta(ge=1, le=10_000)] = 100


class Config(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file.

    Attributes:
        cards: Folder of the cards, relative to the hub's root. Nested folders are read too.
        records: Folder of the records, relative to the hub's root.
    """

    cards: Annotated[str, Meta(min_length=1)] = "cards"
    records: Annotated[str, Meta(min_length=1)] = "records"
    lint: LintConfig = LintConfig()
    verify: VerifyConfig = VerifyConfig()
    site: SiteConfig = SiteConfig()


def parse_config(values: Mapping[str, Any], path: str) -> Config:
    """Validate what a configuration file holds.

    Args:
        values: The file's data.
        path: The file, for messages.

    Raises:
        ConfigError: One line a problem; an unknown key comes with the nearest known one.
    """
    values = _with_sizes(values)
    try:
        return msgspec.convert(values, Config)
    except msgspec.ValidationError:
        raise ConfigError(path, [_worded(problem) for problem in problems(Config, values)]) from None


def config_schema() -> dict[str, Any]:
    """The JSON Schema of the file, with the outermost table outermost."""
    schema = json.loads(json.dumps(msgspec.json.schema(Config)), object_hook=_as_published)
    tables = schema["$defs"]
    return {**tables.pop(Config.__name__), "$defs": tables}


def _as_published(part: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema, with docstrings as people read them, and what may be text besides bytes."""
    if "description" in part:
        part["description"] = cleandoc(part["description"])
    if part.get("pattern") == _SIZE:
        part["type"] = ["integer", "string"]
    return part


def _with_sizes(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with sizes in bytes; text that is none stays."""
    return {
        table: {key: _size(value) if f"{table}.{key}" in _SIZES else value for key, value in given.items()}
        if isinstance(given, Mapping)
        else given
        for table, given in values.items()
    }


def _size(value: object) -> object:
    found = re.match(_SIZE, value) if isinstance(value, str) else None
    if not found:
        return value
    number, prefix, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** " kmgtpe".index((prefix or " ").lower()))


def _worded(problem: Problem) -> str:
    """A problem, with what a size may look like."""
    is_text = isinstance(problem.value, str) and problem.key in _SIZES
    message = 'expected bytes, or text with a unit, such as "8 GiB"' if is_text else problem.message
    return f"{problem.key}: {message}"
