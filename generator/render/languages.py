"""Languages by their English names."""

from __future__ import annotations

import re
from functools import cache

import langcodes
from babel import Locale
from langcodes.tag_parser import LanguageTagError

#: What no list of names has: the Spark NLP hub's code for models of many languages, and two that Wikipedia uses.
_NAMES = {"xx": "Multilingual", "bh": "Bihari", "zh-trad": "Chinese (Traditional)"}


def language_key(code: str) -> str:
    """A code as all its spellings have it: ``pt_BR`` and ``pt-br`` are one."""
    return re.sub(r"[\s_-]+", "-", code.strip()).casefold()


@cache
def language_name(code: str) -> str:
    """The English name: ``Portuguese (Brazil)`` of ``pt_BR``; the code itself where it is none."""
    key = language_key(code)
    if key in _NAMES:
        return _NAMES[key]
    try:
        tag = langcodes.Language.get(key)
    except (LanguageTagError, ValueError):
        return code
    english = Locale("en")
    name = english.languages.get(tag.language or "")
    if name is None:
        return code
    subtags = (english.scripts.get(tag.script or ""), english.territories.get(tag.territory or ""))
    more = ", ".join(str(part) for part in subtags if part)
    return f"{name} ({more})" if more else str(name)
