"""A small Hugging Face Hub on this machine: model information and files, and the ways in which it says no."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.run.plan import pinned

_REFUSALS = {401: "GatedRepo", 404: "RepoNotFound"}


@dataclass
class HubServer:
    """What the server serves, and what it was asked.

    Attributes:
        models: Folders by ``owner/name``.
        revisions: A revision besides main that ``owner/name`` has; a full commit is then its only commit.
        refusals: Status codes that are answered for ``owner/name`` instead.
        sizes: Sizes that are told for files, by name, instead of the real ones.
        requests: Every request: method, path, and the token it came with.
    """

    url: str = ""
    models: dict[str, Path] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    requests: list[tuple[str, str, str]] = field(default_factory=list)

    def commit(self, model: str) -> str:
        """The one commit of a model: it changes with its files, unless it is given."""
        if pinned(self.revisions.get(model, "")):
            return self.revisions[model]
        digest = hashlib.sha1(model.encode(), usedforsecurity=False)
        for file in sorted(self.models[model].iterdir()):
            digest.update(file.name.encode() + file.read_bytes())
        return digest.hexdigest()

    def environment(self, home: Path, token: str = "") -> dict[str, str]:
        """The environment in which the real client asks this server."""
        tokens = {"HF_TOKEN": token} if token else {}
        return {"HF_ENDPOINT": self.url, "HF_HOME": str(home), "HF_HUB_DISABLE_TELEMETRY": "1", **tokens}


@contextmanager
def serve() -> Iterator[HubServer]:
    """Serve on a free port until the block ends."""
    hub = HubServer()

    class Handler(_Handler):
        served = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    served: HubServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._handle(body=True)

    def do_HEAD(self) -> None:
        self._handle(body=False)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _handle(self, *, body: bool) -> None:
        # A revision such as refs/pr/5 comes as one part, with its slashes quoted.
        parts = [unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")]
        path = f"/{'/'.join(parts)}"
        self.served.requests.append((self.command, path, self.headers.get("Authorization", "")))
        information = parts[:2] == ["api", "models"]
        model = "/".join(parts[2:4] if information else parts[:2])
        rest = parts[4:] if information else parts[2:]
        if status := self.served.refusals.get(model) or (0 if model in self.served.models else 404):
            self._send(status, b"{}", {"X-Error-Code": _REFUSALS[status]} if status in _REFUSALS else {}, body=body)
        elif rest and rest[1] not in {"main", self.served.revisions.get(model), self.served.commit(model)}:
            self._send(404, b"{}", {"X-Error-Code": "RevisionNotFound"}, body=body)
        elif information:
            self._send(200, self._information(model), {"Content-Type": "application/json"}, body=body)
        else:
            self._send_file(model, rest[2], body=body)

    def _information(self, model: str) -> bytes:
        files = sorted(self.served.models[model].iterdir())
        sizes = {file.name: self.served.sizes.get(file.name, file.stat().st_size) for file in files}
        siblings = [{"rfilename": name, "size": size} for name, size in sizes.items()]
        return json.dumps({"id": model, "sha": self.served.commit(model), "siblings": siblings}).encode()

    def _send_file(self, model: str, name: str, *, body: bool) -> None:
        file = self.served.models[model] / name
        if not file.is_file():
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body=body)
            return
        content = file.read_bytes()
        etag = hashlib.sha256(content).hexdigest()
        self._send(200, content, {"ETag": f'"{etag}"', "X-Repo-Commit": self.served.commit(model)}, body=body)

    def _send(self, status: int, content: bytes, headers: dict[str, str], *, body: bool) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)
