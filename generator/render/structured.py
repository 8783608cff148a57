"""What a model's page tells search engines in schema.org's words, as JSON-LD.

The vocabulary has no type for a trained model. ``SoftwareSourceCode`` and ``SoftwareApplication`` say that there is
source code or a program to install, ``Dataset`` that there are data to look at: all untrue. So it is a
``CreativeWork``, and nothing is told that a card does not say: a name without a type (a person, a company?) stands in
``creditText``.

Source: https://schema.org/CreativeWork
"""

from __future__ import annotations

import re

from generator.card import Card
from generator.render.citation import line

_BEGIN, _END = '<script type="application/ld+json">', "</script>"
_HEAD_END = "</head>"
_WEB = re.compile(r"https?://[^\s\"<>\\]+", re.IGNORECASE)
#: A language's code, as BCP 47 has it; others name no language.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


def structured_data(card: Card, description: str) -> dict[str, object]:
    """The properties of the work, but for its address: texts as the card has them, what is not known left out.

    Args:
        card: The model's card.
        description: What it does, as plain text.
    """
    facts = card.facts
    name = line(facts.name) or card.key.rpartition("/")[2]
    licence = line(card.info_value("License"))
    codes = [code.replace("_", "-") for code in facts.languages if code.lower() != "xx"]
    properties: dict[str, object] = {
        "@type": "CreativeWork",
        "name": line(facts.title) or name,
        "alternateName": name if line(facts.title) not in {"", name} else "",
        "description": line(description),
        "genre": list(map(line, facts.tasks)),
        "inLanguage": [code for code in codes if _LANGUAGE.fullmatch(code)],
        "keywords": list(map(line, facts.tags)),
        "creditText": line(facts.author),
        "datePublished": facts.date.isoformat() if facts.date else "",
        "license": {"@type": "CreativeWork", "name": licence} if licence else "",
        "encoding": [{"@type": "MediaObject", "contentUrl": url} for url in _downloads(card)],
    }
    return {name: value for name, value in properties.items() if value}


def in_head(page: str) -> str:
    """A whole page that tells this in its head, and not in its content.

    Material's ``navigation.instant`` runs every script in a page's content, be it data, and the policy forbids that.
    """
    begin, head_end = page.find(_BEGIN), page.find(_HEAD_END)
    if not 0 <= head_end < begin:
        return page
    end = page.index(_END, begin) + len(_END)
    return f"{page[:head_end]}{page[begin:end]}\n{page[head_end:begin]}{page[end:]}"


def _downloads(card: Card) -> list[str]:
    found = (button.url for button in card.buttons if button.label == "Download" and button.enabled)
    return [url for url in found if _WEB.fullmatch(url)][:1]
