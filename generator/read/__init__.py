"""From the bytes of a card file to a typed ``Card``: pure, and no input makes it raise."""

from generator.read.problems import PROBLEMS, ProblemKind
from generator.read.python_code import parse_python, python_error
from generator.read.reader import read_card

__all__ = ["PROBLEMS", "ProblemKind", "parse_python", "python_error", "read_card"]
