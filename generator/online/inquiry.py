"""What is done to learn of one address: a step is a request to one host, and says what to do next."""

from __future__ import annotations

import random
from http import HTTPStatus

from generator.answer import Answer, Verdict
from generator.online.client import Client, Reply
from generator.online.guard import host_of
from generator.online.trouble import Trouble

REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
GONE = {404, 410}
BUSY = {429, 503}
PASSING = {429, 500, 502, 503, 504}

MAX_REDIRECTS = 8
#: So often a page is asked for again that may be there in a moment.
RETRIES = 2
#: Seconds until it is asked for again; twice as many the next time.
FIRST_WAIT = 1.0
#: A host that wants more seconds than these is left alone.
MAX_WAIT = 60.0


class Inquiry:
    """An address, and how far asking for it has come.

    Attributes:
        url: The address.
        here: Where redirects have led so far: what is asked for next.
        answer: What is known, once it is.
        said: Whether a server said so, and not just the network.
        failed: Whether the last host failed, so that others of its pages may fail, too.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.here = url
        self.answer: Answer | None = None
        self.said = False
        self.failed = False
        self._found: Answer | None = None
        self._said = False
        self._redirects = 0
        self._moved_to = ""
        self._tries = 0

    @property
    def host(self) -> str:
        """The host that is asked next."""
        return host_of(self.here)

    def step(self, client: Client) -> float:
        """Ask the next host once: afterwards ``settle`` gives an answer, or there is another step to take.

        Returns:
            Seconds for which the host should be left alone.
        """
        try:
            reply = self._ask(client)
        except Trouble as trouble:
            if trouble.passing:
                return self._later(trouble.reason)
            self._end("dead" if trouble.unknown_host else "unchecked", trouble.reason)
            return 0.0
        self._said = True
        return self._take(reply)

    def break_off(self, reason: str) -> None:
        """End a step that broke."""
        self._found, self._said = Answer("unchecked", reason), False

    def settle(self) -> None:
        """Let what the last step found be the answer. A step that comes to its end too late is not settled."""
        self.answer, self.said = self._found, self._said

    def give_up(self, reason: str) -> None:
        """Settle for not knowing."""
        self.answer, self.said = Answer("unchecked", reason), False

    def _ask(self, client: Client) -> Reply:
        if self._tries == 0:
            reply = client.ask("HEAD", self.here)
            if reply.status < HTTPStatus.BAD_REQUEST or reply.status in BUSY:
                return reply
        return client.ask("GET", self.here)  # Many servers refuse HEAD, and some answer it with an untrue 404.

    def _take(self, reply: Reply) -> float:
        if HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
            moved_to = "" if self._moved_to == self.url else self._moved_to
            self._found = Answer("alive", moved_to=moved_to)
        elif reply.status in REDIRECTS and reply.location:
            self._follow(reply)
        elif reply.status in GONE:
            self._end("dead", _words(reply.status))
        elif reply.status in PASSING:
            return self._later(_words(reply.status), reply.retry_after)
        else:
            self._end("unchecked", _words(reply.status))
        return 0.0

    def _follow(self, reply: Reply) -> None:
        all_for_good = self._redirects == 0 or self._moved_to == self.here
        if reply.status in FOR_GOOD and all_for_good:
            self._moved_to = reply.location
        self._redirects += 1
        self._tries = 0
        self.here = reply.location
        if self._redirects > MAX_REDIRECTS:
            self._found = Answer("unchecked", f"redirects more than {MAX_REDIRECTS} times")

    def _later(self, reason: str, retry_after: float | None = None) -> float:
        """Try again, unless it was tried often enough, or the host wants to be left alone for long."""
        self._tries += 1
        # Two runs that were refused together shall not come back together.
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - no secret
        wait = FIRST_WAIT * 2 ** (self._tries - 1) * jitter if retry_after is None else retry_after
        if self._tries > RETRIES or wait > MAX_WAIT:
            self.failed = True
            self._end("unchecked", reason)
        return wait

    def _end(self, verdict: Verdict, reason: str) -> None:
        if self._redirects and verdict == "dead":
            reason = f"redirects to `{self.here[:200]}`, which {reason}"
        elif self._redirects:
            reason = f"redirects to a page that {reason}"
        self._found = Answer(verdict, reason)


def _words(status: int) -> str:
    """``answers 404 Not Found``, in the words of the standard and not in the server's."""
    try:
        return f"answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"answers {status}"
