"""The hub's configuration: ``modelhub.toml``, or ``[tool.modelhub]`` in ``pyproject.toml``.

Its JSON Schema is published (``modelhub schema config``), so these are pydantic models. Reading the file is
the store's work; here is only what it may say.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ByteSize, ConfigDict, Field, ValidationError

from generator.errors import ConfigError


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LintConfig(_Table):
    """The table ``[lint]``. A rule is named by its code (``SE001``) or with its whole family (``SE``).

    Attributes:
        select: Rules that are checked; empty for every one that is on by itself. ``ALL`` names opt-in ones too.
        extend_select: Rules that are checked besides, such as opt-in ones.
        ignore: Rules that are not checked.
        levels: How bad the findings of a rule are, where its own level does not fit.
        per_file_ignores: Globs for paths from the hub's root, each with the rules that are not checked there.
    """

    select: list[str] = []
    extend_select: list[str] = []
    ignore: list[str] = []
    levels: dict[str, Literal["error", "warning", "info"]] = {}
    per_file_ignores: dict[str, list[str]] = {}


class VerifyConfig(_Table):
    """The table ``[verify]``.

    Attributes:
        timeout: Seconds that one model may take, loading included.
        memory: Bytes of memory that one model may take, Python and torch included; as text with a unit: ``"4 GiB"``.
        threads: Threads that a worker computes with. Part of what makes two runs equal.
        batch_size: Rows of evaluation data that go through the model at once.
    """

    timeout: Annotated[float, Field(gt=0, le=86_400)] = 300.0
    memory: Annotated[ByteSize, Field(ge=2**29)] = ByteSize(8 * 2**30)
    threads: Annotated[int, Field(ge=1, le=256)] = 1
    batch_size: Annotated[int, Field(ge=1, le=1024)] = 16


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
