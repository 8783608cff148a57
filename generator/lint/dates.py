"""Dates as cards write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from generator.card import FrontMatter

#: As Jekyll takes it: a date, and perhaps a time, which YAML does not always know as one.
DATE_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\s*\d{1,2}:\d\d.*)?")


def written_date(front_matter: FrontMatter) -> date | None:
    """The card's date, a time left off; ``None`` where there is none or it is none."""
    value = front_matter.values.get("date")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = DATE_AND_TIME.fullmatch(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
