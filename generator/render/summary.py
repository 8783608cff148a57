"""The beginning of a text, for where there is room for one or two sentences."""

from __future__ import annotations

SUMMARY_LENGTH = 160


def beginning(text: str) -> str:
    """At most ``SUMMARY_LENGTH`` characters of a text, cut at a word."""
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(maxsplit=1)[0] + " …"
