"""A web server on this machine that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from patience import until

CERTIFICATE = Path(__file__).parent / "certificates" / "localhost.pem"


@dataclass(frozen=True)
class Say:
    """An answer.

    Attributes:
        status: Its status.
        headers: Its headers.
        head: Another status for HEAD.
        body: How many bytes follow.
        after: Seconds until it comes.
        raw: These bytes in the place of an answer.
        drip: Seconds between two bytes of the headers.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    head: int | None = None
    body: int = 0
    after: float = 0.0
    raw: bytes | None = None
    drip: float = 0.0


def moved(status: int, location: str) -> Say:
    """A redirect."""
    return Say(status, {"Location": location})


@dataclass
class LinkServer:
    """What the server says, and what it was asked.

    Attributes:
        pages: For each path what is said, one answer after the other; the last one again and again.
        requests: Method, path and headers of each request, in order.
        most: How many requests it had at one time.
        together: It answers nobody before it had so many at one time.
        sent: How many bytes of bodies it could send.
    """

    url: str = ""
    pages: dict[str, list[Say]] = field(default_factory=dict)
    requests: list[tuple[str, str, Message]] = field(default_factory=list)
    most: int = 0
    together: int = 0
    sent: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Method and path of each request."""
        return [(method, path) for method, path, _ in self.requests]

    def begin(self, method: str, path: str, headers: Message) -> Say:
        """Note a request, and say what is answered."""
        with self._lock:
            self.requests.append((method, path, headers))
            self._now += 1
            self.most = max(self.most, self._now)
            says = self.pages.get(path, [Say(404)])
            return says.pop(0) if len(says) > 1 and method != "HEAD" else self._for_head(says, method)

    def _for_head(self, says: list[Say], method: str) -> Say:
        # A HEAD that is refused is followed by a GET of the same answer.
        settled = says[0].head is None and (says[0].status < 400 or says[0].status in {429, 503})
        return says.pop(0) if method == "HEAD" and settled and len(says) > 1 else says[0]

    def end(self) -> None:
        """Note that a request is over."""
        with self._lock:
            self._now -= 1


@contextmanager
def serve(*, tls: bool = False) -> Iterator[LinkServer]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    links = LinkServer()

    class Handler(_Handler):
        served = links

    server = _Server(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    links.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield links
    finally:
        links.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that go away are the point of some tests."""


class _Handler(BaseHTTPRequestHandler):
    served: LinkServer

    def do_GET(self) -> None:
        self._handle()

    def do_HEAD(self) -> None:
        self._handle()

    def do_CONNECT(self) -> None:
        self._handle()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _handle(self) -> None:
        say = self.served.begin(self.command, self.path, self.headers)
        try:
            until(lambda: self.served.most >= self.served.together or self.served.closing.is_set())
            self.served.closing.wait(say.after)
        finally:
            # Before the answer: who has it may ask for the next at once.
            self.served.end()
        self._answer(say)

    def _answer(self, say: Say) -> None:
        if say.raw is not None:
            self.wfile.write(say.raw)
            return
        while say.drip and not self.served.closing.is_set():
            self.wfile.write(b"H")
            time.sleep(say.drip)
        self.send_response(say.head if say.head and self.command == "HEAD" else say.status)
        for name, value in {"Content-Length": str(say.body), **say.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for _ in range(say.body // 65_536 if self.command == "GET" else 0):
            self.wfile.write(bytes(65_536))
            self.served.sent += 65_536
