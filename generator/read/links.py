"""Finds a card's links and buttons.

A whole Markdown parser would take longer than all the rest of the reader, so this is one expression whose every
alternative stops at the character that could start another attempt: its time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.card import Button, Link
from generator.diagnostic import Span
from generator.read.document import Document

_BARE = r"ttps?://[^\s<>\"`|\[\]]{1,2000}"
_BARE_LINK = re.compile(f"h{_BARE}", re.IGNORECASE)
_TOKEN = re.compile(
    # Each begins with one of few characters, in one case or the other, which lets the search run over all others.
    r"(?-i:[`\[<hH])(?:(?<=`)(?<!``)(?P<ticks>`*+)[^`\n]+`(?P=ticks)"
    r"|(?<=\[)(?<![!\\]\[)(?P<text>(?>(?:[^\[\]\n]|\[[^\[\]\n]*+\])*))\]"
    r"\([ \t]*+<?(?P<url>(?>(?:[^\s()<>]|\([^\s()<>]*+\))+))>?(?:[ \t]++(?:\"[^\"\n]*+\"|'[^'\n]*+'))?[ \t]*+\)"
    r"(?P<attributes>\{:[^{}\n]*+\})?"
    r"|(?<=<)a\b(?P<anchor>[^<>]*+)>(?P<inside>[^<]*+)</a>"
    r"|(?<=<)button\b(?P<button>[^<>]*+)>(?P<label>[^<]*+)</button"
    rf"|(?<=h)(?P<bare>{_BARE}))",
    re.IGNORECASE,
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_DISABLED = re.compile(r"\bdisabled\b", re.IGNORECASE)
_BUTTON_CLASS = re.compile(r"\bbutton\b", re.IGNORECASE)
#: What the buttons of a model are called, in lower case.
_LABELS = frozenset({"download", "copy s3 uri", "live demo", "open in colab"})


def read_links(document: Document, stretches: Iterable[tuple[int, int]]) -> tuple[list[Link], list[Button]]:
    """Find the links and the buttons in stretches of the document that hold no fenced code.

    A link is a button where its attribute list or class says so; of elements that only look like buttons, see
    ``_take_element``. Code spans hold no links.
    """
    links: list[Link] = []
    buttons: list[Button] = []
    for start, end in stretches:
        for match in _TOKEN.finditer(document.text, start, end):
            _take(document, match, links, buttons)
    return links, buttons


def bare_links(text: str) -> list[tuple[int, str]]:
    """The addresses in text that holds no markup, each with its offset."""
    if "://" not in text:
        return []
    return [(match.start(), _without_punctuation(match[0])) for match in _BARE_LINK.finditer(text)]


def _take(document: Document, match: re.Match[str], links: list[Link], buttons: list[Button]) -> None:
    span = document.span(*match.span())
    if match["button"] is not None:
        _take_element(match["label"].strip(), match["button"], span, buttons)
        return
    if match["bare"]:
        url = _without_punctuation(match[0])
        links.append(Link(url, url, document.span(match.start(), match.start() + len(url))))
        return
    if match["url"]:
        text, url, attributes = match["text"].strip(), match["url"], match["attributes"] or ""
    elif match["anchor"] is not None and (href := _HREF.search(match["anchor"])):
        text, url, attributes = match["inside"].strip(), next(filter(None, href.groups()), ""), match["anchor"]
    else:
        return
    links.append(Link(text, url, span))
    if _BUTTON_CLASS.search(attributes):
        buttons.append(Button(text, url, not _DISABLED.search(attributes), span))


def _take_element(label: str, attributes: str, span: Span, buttons: list[Button]) -> None:
    """A ``<button>`` has no address: it is the model's only by its name, or by its class where it is disabled."""
    enabled = not _DISABLED.search(attributes)
    if label.lower() in _LABELS or (not enabled and _BUTTON_CLASS.search(attributes)):
        buttons.append(Button(label, "", enabled, span))


def _without_punctuation(url: str) -> str:
    """A bare URL without what belongs to the sentence around it."""
    url = url.rstrip(".,;:!?'*_")
    surplus = url.count(")") - url.count("(")
    if surplus > 0 and url.endswith(")"):
        # The text goes on after the bracket that closes too much, as in ``(see https://…)``.
        url = url[: -min(surplus, len(url) - len(url.rstrip(")")))].rstrip(".,;:!?'*_")
    return url
