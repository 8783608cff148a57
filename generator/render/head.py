"""The head of a model page: what the model does, facts in short, and the buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from generator.card import Button, Card
from generator.hub import Entry
from generator.record import RunRecord
from generator.render.benchmark import headline
from generator.render.prose import plain
from generator.render.units import amount
from generator.render.status import OBSERVED

_PARAGRAPH = re.compile(r"<p>.*?</p>\n?", re.DOTALL)
#: A longer first paragraph would push everything else from the screen.
_LONGEST_LEAD = 700
_WEB = re.compile(r"https?://", re.IGNORECASE)
#: The path style of addresses in S3: the bucket is the path's first part.
_S3 = re.compile(r"https://s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com/(?P<bucket>[a-z0-9.-]{3,63})/(?P<key>[^?#\s]+)")
_COPY = "Copy S3 URI"
_MISSING = {
    "Download": "the card names no address",
    _COPY: "the card names no place in S3",
    "Live Demo": "the card has no demo",
    "Open in Colab": "the card has no notebook",
}
_ORDER = tuple(_MISSING)


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
    found = _PARAGRAPH.match(html)
    if found and len(plain(Markup(found[0]))) <= _LONGEST_LEAD:  # noqa: S704 - cut from HTML that is safe already
        return Markup(found[0]), Markup(html[found.end() :])  # noqa: S704
    return (Markup("<p>{}</p>").format(summary), html) if summary else (Markup(""), html)


def head_facts(entry: Entry) -> Iterator[HeadFact]:
    """The facts that a reader chooses by."""
    card, facts = entry.card, entry.card.facts
    record = entry.record if entry.status in OBSERVED else None
    texts = {
        "Task": ", ".join(facts.tasks),
        "Language": ", ".join(facts.languages),
        "Edition": facts.edition,
        "Apache Spark": facts.spark_version,
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
    """The card's buttons, those that a card usually has in their usual order; further ones follow."""
    given: dict[str, Button] = {}
    for button in card.buttons:
        if button.label not in given or not given[button.label].enabled:
            given[button.label] = button
    if not given:
        return
    for label in (*_ORDER, *(label for label in given if label not in _ORDER)):
        yield _view(label, given.get(label), given.get("Download"))


def _view(label: str, button: Button | None, download: Button | None) -> ButtonView:
    if button and button.enabled and button.url:
        if _WEB.match(button.url):
            return ButtonView(label, link=button.url, primary=label == "Download")
        return ButtonView(label, copied=button.url)
    if label == _COPY and button is None and (place := _in_s3(download)):
        return ButtonView(label, copied=place)
    why = "the card names no address" if button and button.enabled else _MISSING.get(label, "the card disables it")
    return ButtonView(label, why=why)


def _in_s3(download: Button | None) -> str:
    """The same place by S3's own address, where the download lies there: ``s3://bucket/key``."""
    found = _S3.fullmatch(download.url) if download and download.enabled else None
    return f"s3://{found['bucket']}/{found['key']}" if found else ""
