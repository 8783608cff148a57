"""The hub's configuration: ``modelhub.toml``, or ``[tool.modelhub]`` in ``pyproject.toml``.

Its JSON Schema is published (``modelhub schema config``), so these are pydantic models. Reading the file is
the store's work; here is only what it may say.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ByteSize, ConfigDict, Field, ValidationError

from generator.errors import ConfigError


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OnlineConfig(_Table):
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
    connections: Annotated[int, Field(ge=1, le=64)] = 8
    per_host: Annotated[int, Field(ge=1, le=16)] = 2
    pause: Annotated[float, Field(ge=0, le=60)] = 0.1
    timeout: Annotated[float, Field(gt=0, le=300)] = 15.0
    budget: Annotated[float, Field(gt=0, le=86_400)] = 600.0
    keep: Annotated[float, Field(ge=0, le=8760)] = 168.0
    keep_bad: Annotated[float, Field(ge=0, le=8760)] = 1.0
    allow_private: list[str] = []


class LintConfig(_Table):
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


class VerifyConfig(_Table):
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

    timeout: Annotated[float, Field(gt=0, le=86_400)] = 300.0
    memory: Annotated[ByteSize, Field(ge=2**29)] = ByteSize(8 * 2**30)
    threads: Annotated[int, Field(ge=1, le=256)] = 1
    batch_size: Annotated[int, Field(ge=1, le=1024)] = 16
    max_age: Annotated[float, Field(ge=0, le=36_500)] = 0.0
    fetch_timeout: Annotated[float, Field(gt=0, le=86_400)] = 1_800.0
    disk: Annotated[ByteSize, Field(ge=2**20)] | None = None
    protocols: list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9+]*$")]] = ["s3", "gs", "az", "abfs"]
    jobs: Annotated[int, Field(ge=0, le=1024)] = 0
    executor: Literal["local", "ray"] = "local"
    device: Device = "cpu"
    speed: bool = False


class SiteConfig(_Table):
    """The table ``[site]``.

    Attributes:
        page_size: Models a page of the list.
    """

    page_size: Annotated[int, Field(ge=1, le=10_000)] = 100


class Config(_Table):
    """The whole file.

    Attributes:
        cards: Folder of the cards, relative to the hub's root. Nested folders are read too.
        records: Folder of the records, relative to the hub's root.
    """

    cards: Annotated[str, Field(min_length=1)] = "cards"
    records: Annotated[str, Field(min_length=1)] = "records"
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
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        raise ConfigError(path, [_problem(item["loc"], item["type"], item["msg"]) for item in error.errors()]) from None


def _problem(location: tuple[int | str, ...], kind: str, message: str) -> str:
    key = ".".join(str(part) for part in location)
    if kind != "extra_forbidden":
        return f"{key}: {message[0].lower()}{message[1:]}"
    known = _keys_of(location[:-1])
    near = difflib.get_close_matches(str(location[-1]), known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
    return f"{key}: unknown key; {hint}"


def _keys_of(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Config
    for part in location:
        annotation = model.model_fields[str(part)].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        model = annotation
    return sorted(model.model_fields)
