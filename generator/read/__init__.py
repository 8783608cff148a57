"""From the bytes of a card file to a typed ``Card``: pure, and no input makes it raise."""

from generator.read.python_code import parse_python
from generator.read.reader import read_card, reading_steps

__all__ = ["parse_python", "read_card", "reading_steps"]
