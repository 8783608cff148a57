"""What a run does whatever the card says. The runners and the snippet that a page shows take it from here. Pure."""

from __future__ import annotations

#: Longest answer to a question and overlap of two windows of its context, in tokens.
LONGEST_ANSWER = 30
WINDOW_OVERLAP = 128
#: Vectors of more words than this would make a record of megabytes.
MOST_WORDS = 20
#: Of a longer recording, the first this many seconds are heard.
MOST_SECONDS = 600
#: Seconds of a window of sound that a model spells, and of each of its edges that lie in a neighbour too.
HEARD_SECONDS, EDGE_SECONDS = 30, 5
#: Sigmoid scores from here on are predicted labels.
THRESHOLD = 0.5


def lower_case(text: str) -> str:
    """The text in lower case.

    Letters that have no lower case of the same length stay, so that every place in the text stays where it is.
    """
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def before_input(prefix: str) -> str:
    """A prefix as it stands before the input: with a blank between the two; empty for none."""
    return prefix if not prefix or prefix.endswith(" ") else f"{prefix} "
