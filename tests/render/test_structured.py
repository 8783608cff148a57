"""What a page tells search engines is JSON, true, and text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from generator.hub import Entry, hub_of
from generator.read import read_card
from generator.render import Links, model_page
from generator.render.citation import addressed

HOSTILE = "</script><script>alert(1)</script><!-- {{ 7*7 }} & ' \u2028"


def told(entry: Entry, address: str = "") -> dict[str, Any]:
    """What the page of an entry tells."""
    html = addressed(model_page(entry, Links()).html, address)
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data: dict[str, Any] = json.loads(found)
    return data


def test_a_model_is_told_as_its_card_has_it(entry: Callable[[str], Entry]) -> None:
    assert told(entry("news_en"), "https://hub.example/models/news_en/") == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "url": "https://hub.example/models/news_en/",
        "name": "News topics",
        "alternateName": "news_en",
        "description": "A small model. It is called news_en.",
        "genre": ["Text Classification"],
        "inLanguage": ["en"],
        "keywords": ["en", "open_source"],
        "creditText": "The authors of these tests",
        "datePublished": "2026-01-02",
        "license": {"@type": "CreativeWork", "name": "Open Source"},
        "encoding": [{"@type": "MediaObject", "contentUrl": "https://models.example/news_en.zip"}],
    }


def test_what_is_not_known_is_left_out() -> None:
    card = "---\nname: a\nlanguage: xx\n---\n[Download](javascript:alert){:.button}\n"
    (entry,) = hub_of([read_card(card.encode(), path="cards/a.md", key="a")]).entries
    assert told(entry) == {"@context": "https://schema.org", "@type": "CreativeWork", "name": "a"}


def test_an_attack_is_text() -> None:
    card = (
        f"---\nname: a\ntitle: {json.dumps(HOSTILE)}\nauthor: {json.dumps(HOSTILE)}\ntask: {json.dumps(HOSTILE)}\n---\n"
    )
    (entry,) = hub_of([read_card(card.encode(), path="cards/a.md", key="a")]).entries
    data = told(entry)
    assert data["name"] == data["creditText"] == data["genre"][0] == " ".join(HOSTILE.split())
