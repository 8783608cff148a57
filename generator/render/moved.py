"""Addresses in style sheets and scripts that come to lie in another folder of the site."""

from __future__ import annotations

import posixpath
import re

CSS_URL = re.compile(r"""(?P<before>\burl\(\s*["']?|@import\s+["'])(?P<url>[^"')\s]+)""", re.IGNORECASE)
IMPORT = re.compile(r"""(?P<before>\b(?:from|import)\s*\(?\s*["'])(?P<url>\.{1,2}/[^"'\s]+)""")
#: An address with a scheme, one of another host, one from the server's root, or a place in the file.
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]", re.IGNORECASE)


def moved(text: str, addresses: re.Pattern[str], here: str, there: str) -> str:
    """The same text with its addresses as they must be in another folder.

    Args:
        text: Of a file in the folder ``here``.
        addresses: ``CSS_URL`` or ``IMPORT``.
        here: Its folder in the site.
        there: The other one.
    """

    def address(match: re.Match[str]) -> str:
        url = match["url"]
        if ABSOLUTE.match(url):
            return match[0]
        return match["before"] + posixpath.relpath(posixpath.join(here, url) or ".", there)

    return addresses.sub(address, text)
