"""What can be written at a place of the front matter: keys, and values where the linter knows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lsprotocol import types

from generator.lint.rules.front_matter.keys import KEYS
from generator.lint.rules.front_matter.tasks import TASKS
from generator.lint.rules.front_matter.unknown_language import SEVERAL, TWO_LETTERS
from generator.lint.spark.annotators import annotators
from generator.lsp.draft import Draft
from generator.publish.card_schema import ABOUT
from generator.verify_block import VerifyBlock

BORDER = re.compile(r"\ufeff?-{3,}\s*")
KEY = re.compile(r"( *)([\w.-]+)\s*:(?:\s|$)")
#: A line up to the cursor: a key, the value of a key, or an item of a list. The last group is what is typed of it.
TYPED_KEY = re.compile(r"( *)([\w.-]*)")
TYPED_VALUE = re.compile(r"([\w.-]+)\s*:\s+(?:\[(?:[^\[\],]*,)*\s*)?([^\[\],\s][^\[\],]*|)")
TYPED_ITEM = re.compile(r" *- +(.*)")


def completions(draft: Draft, position: types.Position) -> list[types.CompletionItem]:
    """What may stand at a position; nothing outside of the front matter.

    Args:
        draft: The file; its YAML need not be valid while it is typed.
        position: The cursor.
    """
    head = _head(draft.lines)
    number = position.line - 1
    if not 0 <= number < len(head):
        return []
    end = draft.offset(position)
    before = draft.text[draft.offset(types.Position(position.line, 0)) : end]
    owner = next((match[2] for line in reversed(head[:number]) if (match := KEY.match(line)) and not match[1]), "")
    if match := TYPED_KEY.fullmatch(before):
        names, kind, tail = _keys(match[1], owner, head), types.CompletionItemKind.Property, ": "
    elif match := TYPED_VALUE.fullmatch(before) or TYPED_ITEM.fullmatch(before):
        key = match[1] if match.re is TYPED_VALUE else owner
        names, kind, tail = dict.fromkeys(_values(key), ""), types.CompletionItemKind.Value, ""
    else:
        return []
    typed = match[match.re.groups]
    place = types.Range(draft.position(end - len(typed)), draft.position(end))
    return [
        types.CompletionItem(
            name, kind=kind, documentation=about or None, text_edit=types.TextEdit(place, f"{name}{tail}")
        )
        for name, about in names.items()
    ]


def _head(lines: Sequence[str]) -> Sequence[str]:
    """The lines of the front matter, without its borders; all to the end where it is not closed."""
    if not BORDER.fullmatch(lines[0]):
        return []
    return lines[1 : next((number for number, line in enumerate(lines) if number and BORDER.fullmatch(line)), None)]


def _keys(indent: str, owner: str, head: Sequence[str]) -> Mapping[str, str]:
    """The keys that are not there yet, each with what it is for."""
    there = {(match[1], match[2]) for line in head if (match := KEY.match(line))}
    known = dict.fromkeys(VerifyBlock.model_fields, "") if indent and owner == "verify" else {} if indent else ABOUT
    return {name: about for name, about in known.items() if (indent, name) not in there}


def _values(key: str) -> Sequence[str]:
    if key == "task":
        return TASKS
    if key == "language":
        return [*sorted(TWO_LETTERS), SEVERAL]
    if key == "annotator":
        return sorted(annotators())
    return ("true", "false") if key in KEYS and KEYS[key].kinds == ("flag",) else ()
