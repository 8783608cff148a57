"""What is wrong with values that people wrote: all of it, each at its place.

msgspec checks such values fast, but says what it meets first, and of a value in a mapping not where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import fields

#: What people call the types of msgspec's messages.
_WORDS = {
    "int": "an integer",
    "float": "a number",
    "str": "a string",
    "bool": "true or false",
    "array": "an array",
    "object": "a table",
}


class Problem(Struct, frozen=True):
    """A value that cannot be used.

    Attributes:
        key: Where it stands, with dots between the keys that lead to it.
        value: The value.
        message: What was expected.
    """

    key: str
    value: object
    message: str


def problems(kind: Any, value: object, key: str = "") -> Iterator[Problem]:
    """What is wrong with a value.

    Args:
        kind: Its type: a struct, with whatever msgspec knows in it.
        value: The value, made of what TOML and JSON know.
        key: Where it stands.
    """
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Struct) and isinstance(value, Mapping):
        yield from _in_struct(kind, value, key)
    elif origin is dict and isinstance(value, Mapping):
        for name, item in value.items():
            yield from problems(parts[1], item, _below(key, name))
    elif origin in (list, tuple) and isinstance(value, list):
        for number, item in enumerate(value):
            yield from problems(parts[0], item, _below(key, str(number)))
    elif origin is Literal and value not in parts:
        yield Problem(key, value, f"expected one of: {', '.join(parts)}")
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            yield Problem(key, value, _in_words(str(error)))


def _in_struct(kind: type[Struct], value: Mapping[str, object], key: str) -> Iterator[Problem]:
    known = {field.name: field.type for field in fields(kind)}
    for name, item in value.items():
        if name in known:
            yield from problems(known[name], item, _below(key, name))
        else:
            yield Problem(_below(key, name), item, f"unknown key; {_hint(name, sorted(known))}")


def _below(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _hint(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - few make mistakes

    near = get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"


def _in_words(message: str) -> str:
    """Msgspec's message, in the words of people who write TOML."""
    words = re.sub(r"`(\w+)(?: \| null)?`", lambda found: _WORDS.get(found[1], found[0]), message)
    return f"{words[0].lower()}{words[1:]}"
