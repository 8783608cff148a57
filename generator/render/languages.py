"""Languages by their English names."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.core import get_global

#: What no list of names has: the Spark NLP hub's code for models of many languages, and three that Wikipedia uses, of
#: which one is Alemannic there and Tosk Albanian in ISO 639-3, and so stays without a name.
_NAMES = {"xx": "Multilingual", "bh": "Bihari", "zh-trad": "Chinese (Traditional)", "als": "als"}


def language_key(code: str) -> str:
    """A code as all its spellings have it: ``pt_BR`` and ``pt-br`` are one."""
    return re.sub(r"[\s_-]+", "-", code.strip()).casefold()


@cache
def language_name(code: str) -> str:
    """The English name: ``Portuguese (Brazil)`` of ``pt_BR``; the code itself where it is none."""
    key = language_key(code)
    if key in _NAMES:
        return _NAMES[key]
    if key.isalpha():  # Its replacement, such as `sr_Latn` of `sh`, is all that can be found of it.
        language, _, more = str(get_global("language_aliases").get(key, key)).partition("_")
        return _name(language, more, more) or code
    return _name_of_tag(key) or code


def _name(language: str, script: str, territory: str) -> str:
    """The name of a language, with what tells it apart; empty for none."""
    english = Locale("en")
    name = english.languages.get(language)
    if name is None:
        return ""
    more = ", ".join(filter(None, (english.scripts.get(script), english.territories.get(territory))))
    return f"{name} ({more})" if more else str(name)


def _name_of_tag(key: str) -> str:
    """The same of a tag with subtags."""
    import langcodes  # noqa: PLC0415 - its tables take 50 ms to load, and few codes need them
    from langcodes.tag_parser import LanguageTagError  # noqa: PLC0415 - the same

    try:
        tag = langcodes.Language.get(key)
    except (LanguageTagError, ValueError):
        return ""
    return _name(tag.language or "", tag.script or "", tag.territory or "")
