"""Reads the ``verify:`` block, with every problem at the key that has it."""

from __future__ import annotations

import difflib
import typing

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.card import FrontMatter, Problem
from generator.read.problems import problem
from generator.verify_block import VerifyBlock

#: What a text should look like, in words rather than as a pattern.
_EXPECTED = {
    "source": "expected `hf:owner/name`, `path:folder` or an address such as `s3://bucket/folder`",
    "revision": "expected the name of a branch or tag, or a commit",
    "choices": "expected a text in one line that is not blank",
    "dataset": "expected `hf:owner/name`",
}
#: The same within another mapping.
_EXPECTED_OF = {
    "benchmark.revision": "expected a full commit, 40 digits and letters from `a` to `f`: others may move",
}


def read_verify(front_matter: FrontMatter) -> tuple[VerifyBlock | None, list[Problem]]:
    """The block of a card that has one, if it is valid, and what is wrong with it if not."""
    try:
        return VerifyBlock.model_validate(front_matter.values["verify"]), []
    except ValidationError as error:
        return None, [_problem(front_matter, details) for details in error.errors(include_url=False)]


def _problem(front_matter: FrontMatter, details: ErrorDetails) -> Problem:
    location = details["loc"]
    path = "verify" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    if details["type"] == "extra_forbidden":
        span = front_matter.key_spans.get(path) or front_matter.where(path)
        return problem("RD009", span, f"`{path}` is an unknown key", _hint(location))
    message = details["msg"].removeprefix("Value error, ")
    if details["type"] == "model_type":
        message = "expected a mapping of keys"
    elif details["type"] == "string_pattern_mismatch":
        words = [_EXPECTED[part] for part in location if isinstance(part, str) and part in _EXPECTED]
        message = _EXPECTED_OF.get(path.removeprefix("verify."), words[-1] if words else message)
    if details["type"] == "missing":
        # The key is not there, so its mapping is shown.
        return problem("RD009", front_matter.where(path.rpartition(".")[0]), f"`{path}` is missing")
    quotes = "put the text in quotes" if details["type"] == "string_type" and path in front_matter.texts else ""
    return problem("RD009", front_matter.where(path), f"`{path}`: {message[:1].lower()}{message[1:]}", quotes)


def _hint(location: tuple[int | str, ...]) -> str:
    known = sorted(_model_at(location[:-1]).model_fields)
    near = difflib.get_close_matches(str(location[-1]), known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"


def _model_at(location: tuple[int | str, ...]) -> type[BaseModel]:
    """The model of the mapping at a place in the block."""
    model: type[BaseModel] = VerifyBlock
    for part in location:
        if isinstance(part, str):
            model = next(_models_in(model.model_fields[part].annotation), model)
    return model


def _models_in(annotation: object) -> typing.Iterator[type[BaseModel]]:
    """The models named in an annotation such as ``list[Model] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
