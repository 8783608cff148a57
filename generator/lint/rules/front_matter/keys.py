"""The keys that a card's front matter may have."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["text", "date", "flag", "list", "mapping"]


class Key(Struct, frozen=True):
    """A top-level key.

    Attributes:
        kinds: What its value may be. ``text`` is any single value: the hub takes it as it is written.
        required: Whether a card without it has no place in the hub.
    """

    name: str
    kinds: tuple[Kind, ...] = ("text",)
    required: bool = False


KEYS = {
    key.name: key
    for key in (
        Key("title", required=True),
        Key("name", required=True),
        Key("date", ("date",), required=True),
        Key("tags", ("list",), required=True),
        Key("task", ("text", "list"), required=True),
        Key("language", ("text", "list"), required=True),
        Key("edition", required=True),
        Key("spark_version", required=True),
        Key("annotator"),
        Key("article_header", ("mapping",)),
        Key("author"),
        Key("class"),
        Key("deprecated", ("flag",)),
        Key("engine"),
        Key("layout"),
        Key("nav_key"),
        Key("recommended", ("flag",)),
        Key("repository"),
        Key("supported", ("flag",)),
        Key("use_language_switcher"),
        Key("verify", ("mapping",)),
    )
}
