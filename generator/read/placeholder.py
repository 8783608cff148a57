"""Tells a text from a mark of where a text should stand."""

from __future__ import annotations

import re

_PLACEHOLDERS = frozenset(
    {
        "", "text", "texts", "sentence", "string", "document", "input", "data", "foo", "lorem ipsum", "todo", "tbd",
        "test", "sample", "example", "text to translate", "sample text", "some text", "example text",
        "example sentence", "input text",
        "text input", "any text", "this is an example", "a sentence", "sentence to translate",
    }
)  # fmt: skip
#: ``REPLACE ME``, ``your medical text here``, ``Lorem ipsum dolor sit amet …``.
_MARKER = re.compile(
    r"(?:replace|change|edit) (?:me|this)(?: text| string| sentence)?|replace with (?:your|my)(?: own)? \w+|x{3,}"
    r"|(?:(?:put|place|insert|enter|add|write|type|paste|ask|provide) )?(?:your|my)(?: \w+){1,2} here"
    r"|(?:put|place|insert|enter|write|type|paste) here(?: your| the| some)?(?: \w+)?"
    r"|this is (?:a|an|some) (?:sample|example|dummy) (?:text|string|sentence|document|input)|lorem ipsum dolor\b.*"
)
#: ``PUT YOUR STRING HERE``, ``Your sentence to translate!``, ``Enter text here …``, ``<your text>``.
_YOUR_TEXT = re.compile(
    r"(?:(?:please )?(?:put|place|insert|enter|add|write|type|paste|give|provide) )?(?:in )?"
    r"(?:your|my|the|some|a|an|any)?(?: own)? ?"
    r"(?:input|text|texts|string|strings|sentence|sentences|document|documents|question|context|query|data|content"
    r"|article|example|sample)s?(?: text| string| sentence| document| data)?(?: goes| go)?(?: in)?"
    r"(?: here| to (?:be )?\w+| for \w+)?"
)


def is_placeholder(text: str) -> bool:
    """Whether a text only marks the place of a text."""
    if len(text) > 100:  # noqa: PLR2004 - no placeholder is that long
        return False
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return words in _PLACEHOLDERS or any(pattern.fullmatch(words) for pattern in (_YOUR_TEXT, _MARKER))
