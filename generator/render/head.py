"""The head of a model page: what the model does, facts in short, and the buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from generator.card import Button, Card
from generator.hub import Entry
from generator.render.benchmark import headline
from generator.render.languages import language_name
from generator.render.status import OBSERVED
from generator.render.units import amount

if TYPE_CHECKING:
    from generator.record import RunRecord

_END = "</p>"
#: A longer first paragraph, its tags included, would push everything else from the screen.
_LONGEST_LEAD = 800
_WEB = re.compile(r"https?://", re.IGNORECASE)
#: Places in object stores: no browser opens them, but programs do.
_STORE = re.compile(r"(?:s3a?|gs|az|abfss?)://", re.IGNORECASE)
#: The path style of addresses in S3: the bucket is the path's first part.
_S3 = re.compile(r"https://s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com/(?P<bucket>[a-z0-9.-]{3,63})/(?P<key>[^?#\s]+)")
_COPY = "Copy S3 URI"
#: The usual buttons in their usual order, and why one of them may be disabled.
_DISABLED = {
    "Download": "the card names no address",
    _COPY: "the card names no place in S3",
    "Live Demo": "the card has no demo",
    "Open in Colab": "the card has no notebook",
}


@dataclass(frozen=True, slots=True)
class HeadFact:
    """A fact in short: ``origin`` is ``claimed`` or ``observed`` for a figure, and empty for what is neither."""

    name: str
    value: str
    origin: Literal["", "claimed", "observed"] = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button: ``link`` leads out, ``copied`` goes to the clipboard; else it is disabled, and ``why`` says why."""

    label: str
    link: str = ""
    copied: str = ""
    why: str = ""
    primary: bool = False


def lead_and_rest(html: Markup, summary: str) -> tuple[Markup, Markup]:
    """What the model does, in a paragraph, and what else the description says.

    Args:
        html: The description, as safe HTML.
        summary: The beginning of its text, for a description that begins with something else than a short paragraph.
    """
    end = html.find(_END, 0, _LONGEST_LEAD) if html.startswith("<p>") else -1
    if end >= 0:
        return html[: end + len(_END)], html[end + len(_END) :].lstrip()
    return (Markup("<p>{}</p>").format(summary), html) if summary else (Markup(""), html)


def head_facts(entry: Entry) -> Iterator[HeadFact]:
    """The facts that a reader chooses by."""
    card, facts = entry.card, entry.card.facts
    # What was observed of another state of the model would be read as a fact here: it stands further down, as such.
    record = entry.record if entry.status in OBSERVED - {"stale"} else None
    texts = {
        "Task": ", ".join(facts.tasks),
        "Language": ", ".join(map(language_name, facts.languages)),
        "Edition": facts.edition,
        "Apache Spark": "" if facts.spark_version == "none" else facts.spark_version,
        "Annotator": facts.annotator,
        "Licence": card.info_value("License"),
        "Author": facts.author,
        "Released": facts.date.isoformat() if facts.date else "",
    }
    yield from (HeadFact(name, value, code=name == "Annotator") for name, value in texts.items() if value)
    yield from _size(card, record)
    if record and (run := record.benchmark):
        name, figure = headline(run)
        if name:
            yield HeadFact(name, f"{figure} on {run.rows:,} rows", "observed")
    if facts.supported:
        yield HeadFact("Support", "supported by its author")


def _size(card: Card, record: RunRecord | None) -> Iterator[HeadFact]:
    if record and record.size:
        size = record.size
        yield HeadFact("Size", f"{size.parameters:,} parameters, {amount(size.weight_bytes)}", "observed")
    elif claimed := card.info_value("Size"):
        yield HeadFact("Size", claimed, "claimed")


def button_views(card: Card) -> Iterator[ButtonView]:
    """The card's buttons, the usual ones first. Where the download lies in S3, there is one that copies its address."""
    given: dict[str, Button] = {}
    for button in card.buttons:
        if button.label not in given or not given[button.label].enabled:
            given[button.label] = button
    place = _in_s3(given.get("Download"))
    for label in dict.fromkeys((*_DISABLED, *given)):
        if label in given:
            yield _view(label, given[label])
        elif label == _COPY and place:
            yield ButtonView(label, copied=place)


def button_links(card: Card) -> frozenset[str]:
    """The addresses of the card's buttons: its texts are shown without the links to them."""
    return frozenset(button.url for button in card.buttons if button.url)


def _view(label: str, button: Button) -> ButtonView:
    if not button.enabled:
        return ButtonView(label, why=_DISABLED.get(label, "the card disables it"))
    if not button.url:
        return ButtonView(label, why="the card names no address")
    if _WEB.match(button.url):
        return ButtonView(label, link=button.url, primary=label == "Download")
    if _STORE.match(button.url):
        return ButtonView(label, copied=button.url)
    return ButtonView(label, why="its address is neither one of the web nor one of an object store")


def _in_s3(download: Button | None) -> str:
    """The same place by S3's own address, where the download lies there: ``s3://bucket/key``."""
    found = _S3.fullmatch(download.url) if download and download.enabled else None
    return f"s3://{found['bucket']}/{found['key']}" if found else ""
