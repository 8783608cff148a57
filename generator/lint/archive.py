"""What the file behind a Download button says of the model in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.card import Button, Card

#: As Spark NLP names its archives: ``ner_dl_en_3.3.2_3.0_1635774004680.zip``.
FILE = re.compile(r"(.+)_([a-z]{2,3})_(\d{1,9}(?:\.\d{1,9})+)_(\d{1,9}(?:\.\d{1,9})+)_\d{10,}\.zip")

DOWNLOADS = ("Download", "Copy S3 URI")


class Archive(Struct, frozen=True):
    """The parts of the file name: the model's name, its language, the release it was made for, and Spark's version."""

    name: str
    language: str
    version: str
    spark: str


def archives(card: Card) -> Iterator[tuple[Button, Archive]]:
    """The buttons that lead to an archive whose name has these parts."""
    for button in card.buttons:
        if button.label in DOWNLOADS and (match := FILE.fullmatch(button.url.rpartition("/")[2])):
            yield button, Archive(*match.groups())
