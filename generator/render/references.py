"""Bare addresses in a card's sources → links with a title that says what they lead to."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

_LINK = re.compile(r'<a href="(?P<address>[^"]*)"(?P<more>[^>]*)>(?P<text>[^<]*)</a>')
#: Longer ones are cut: the link leads there whole.
_LONGEST = 72
#: What well-known addresses are called; the first that matches counts. Hosts come without ``www.``.
_TITLES = tuple(
    (re.compile(pattern), title)
    for pattern, title in (
        (r"huggingface\.co/datasets/([^/]+(?:/[^/]+)?).*", r"\1, data on Hugging Face"),
        (r"huggingface\.co/([^/]+/[^/]+).*", r"\1 on Hugging Face"),
        (r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7}).*", r"arXiv:\1"),
        (r"(?:dx\.)?doi\.org/(10\..+)", r"doi:\1"),
        (r"github\.com/([^/]+/[^/]+?)(?:\.git)?", r"\1 on GitHub"),
        (r"github\.com/([^/]+/[^/]+)/(?:tree|blob)/[^/]+/(.+)", r"\1 on GitHub: \2"),
        (r"aclanthology\.org/([^/]+?)(?:\.pdf)?", r"ACL Anthology \1"),
        (r"kaggle\.com/(?:datasets/)?([^/]+/[^/]+)", r"\1 on Kaggle"),
    )
)


def titled(prose: Markup) -> Markup:
    """Safe HTML, with a title in the place of every link text that is nothing but its address."""
    if ">http" not in prose:
        return prose
    return Markup(_LINK.sub(_with_title, prose))  # noqa: S704 - what is put into safe HTML is escaped


def _with_title(link: re.Match[str]) -> str:
    address = html.unescape(link["address"])
    if html.unescape(link["text"]).strip() not in {address, unquote(address)}:
        return link[0]
    before = link[0][: link.start("text") - link.start()]
    return f"{before}{escape(title_of(address))}</a>"


def title_of(address: str) -> str:
    """What an address leads to, as far as it tells."""
    try:
        parts = urlsplit(address)
    except ValueError:  # As of `http://[`.
        return address
    if parts.scheme not in {"http", "https"}:
        return address
    place = f"{parts.netloc.casefold().removeprefix('www.')}{parts.path}".rstrip("/")
    for pattern, title in _TITLES:
        if found := pattern.fullmatch(place):
            return _cut(found.expand(title))
    return _cut(place + (f"?{parts.query}" if parts.query else ""))


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 2]} …"
