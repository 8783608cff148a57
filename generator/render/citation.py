"""How a model is cited: as an entry of BibTeX, and as a file ``CITATION.cff``.

Both say what the card says. An author that the card does not name is not made up. The address of the page comes in when
the page is put into its site: that of the site is none of the card's, and another one while the site is tried out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.card import Card

#: What TeX reads as something else than itself. BibTeX counts braces, and those behind a backslash too.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TEX_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
#: Not printable, but they belong to how Persian and the scripts of India are written.
_JOINERS = "\u200c\u200d"
#: Around an address that ``addressed`` may replace: not printable, so no text of a card has it here.
_MARK = "\ue000"
#: On a line of its own, it stands for the address of the page; ``addressed`` drops the line where that is unknown.
GAP = _MARK * 2
_JSON = json.JSONEncoder(ensure_ascii=False)
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_.:+-]+")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: Licences as cards write them, by their SPDX identifiers: nothing else may stand in the file.
_LICENSES = frozenset(
    {"Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0",
     "CC-BY-SA-3.0", "CC-BY-NC-SA-4.0", "GPL-3.0-only", "MPL-2.0"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """Both forms.

    Attributes:
        bibtex: An entry ``@misc``.
        cff: YAML of the Citation File Format 1.2.0; empty without an author, which the format asks for.
    """

    bibtex: str
    cff: str


def citation(card: Card) -> Citation:
    """How to cite a model, with a gap for the address of its page."""
    address = f"{_MARK}{_download(card)}{_MARK}"
    return Citation(_bibtex(card, address), _cff(card, address) if line(card.facts.author) else "")


def addressed(html: Markup, address: str) -> Markup:
    """A page with its own address in its citations.

    Args:
        html: The page, with citations as ``citation`` makes them.
        address: Of the page. Where it is not known (empty), the model's download stands there, or else the line goes.
    """
    page, own = str(html), str(escape(address))
    start = page.rfind("\n", 0, page.find(_MARK)) + 1
    lines = page[start:].split("\n")
    kept = (line if line.count(_MARK) != len(GAP) else _filled(line, own) for line in lines)
    return Markup(page[:start] + "\n".join(line for line in kept if line is not None))  # noqa: S704 - safe, and escaped


def _filled(line: str, address: str) -> str | None:
    """A line with the address in the place of its gap; without any address, none."""
    before, download, after = line.split(_MARK)
    place = address or download
    return f"{before}{place}{after}" if place else None


def _download(card: Card) -> str:
    """Where the model itself lies: the next best where the page's address is not known."""
    found = (button.url for button in card.buttons if button.label == "Download" and button.enabled)
    return next((url for url in found if re.fullmatch(r"https?://[^\s{}\\\"]+", url, re.IGNORECASE)), "")


def _bibtex(card: Card, address: str) -> str:
    facts = card.facts
    name = line(facts.name) or card.key.rpartition("/")[2]
    # In braces of its own an author is one name, be it of a person or of a company, and a title keeps its capitals.
    author, title = tex(facts.author), tex(facts.title) or tex(name)
    fields = {
        "author": f"{{{{{author}}}}}" if author else "",
        "title": f"{{{{{title}}}}}",
        "year": f"{{{facts.date.year:04d}}}" if facts.date else "",
        "month": _MONTHS[facts.date.month - 1] if facts.date else "",
        "note": f"{{{', '.join(filter(None, (f'Model {tex(name)}', tex(facts.edition))))}}}",
        "url": f"{{{address}}}",
    }
    lines = [f"  {field:<6} = {value}," for field, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(name)},", *lines, "}"]) + "\n"


def _key(name: str) -> str:
    """The name in the letters that every BibTeX takes."""
    letters = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NOT_IN_KEY.sub("-", letters).strip("-") or "model"


def _cff(card: Card, address: str) -> str:
    return "".join(f"{line}\n" for line in _cff_lines(card, address))


def _cff_lines(card: Card, address: str) -> Iterator[str]:
    facts = card.facts
    name = line(facts.name) or card.key.rpartition("/")[2]
    license_id = card.info_value("License")
    yield "cff-version: 1.2.0"
    yield "message: If you use this model, please cite it as below."
    yield "type: software"
    yield f"title: {_scalar(facts.title) if line(facts.title) else _scalar(name)}"
    yield "authors:"
    yield f"  - name: {_scalar(facts.author)}"
    if facts.date:
        yield f"date-released: {_JSON.encode(facts.date.isoformat())}"
    if facts.edition:
        yield f"abstract: {_scalar(f'Model {name} for {facts.edition}.')}"
    if license_id in _LICENSES:
        yield f"license: {license_id}"
    yield f'url: "{address}"'


def tex(text: str) -> str:
    """A text on one line, for TeX to show as it is."""
    return _TEX_SPECIAL.sub(lambda found: _TEX[found[0]], line(text))


def _scalar(text: str) -> str:
    """A text as YAML, which takes the strings of JSON."""
    return _JSON.encode(line(text))


def line(text: str) -> str:
    """On one line, without characters that neither format takes: controls, surrogates and the like."""
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS)
    return " ".join(text.split())
