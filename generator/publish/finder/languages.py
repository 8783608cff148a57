"""Languages by their English names."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

#: How cards write that a model is for several languages.
MULTILINGUAL = "xx"


@cache
def language_name(code: str) -> str:
    """``German`` of ``de``, ``Portuguese (Brazil)`` of ``pt-BR``; the code itself where it is not known."""
    if code.lower() == MULTILINGUAL:
        return "Multilingual"
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name("en")
    except (ValueError, UnknownLocaleError):
        # Babel has the names of more languages than it has locales of.
        name = Locale("en").languages.get(code.lower())
    return name or code
