"""Why a server could not be asked, or did not answer."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - it says what the matter is, and is no fault of the program
    """No answer.

    Attributes:
        reason: As the end of a sentence that begins with the address: ``answers no HTTP``.
        passing: Whether it may be different in a moment, so that asking again makes sense.
        unknown_host: Whether its host does not exist.
    """

    def __init__(self, reason: str, *, passing: bool = False, unknown_host: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.unknown_host = unknown_host
