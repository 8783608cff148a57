"""A small Hugging Face Hub on this machine: model information and files, and the ways in which it says no."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from generator.run.plan import pinned

#: What faults befall; git holds only pointers to such files.
_LARGE = (".safetensors", ".parquet")
_REFUSALS = {401: "GatedRepo", 404: "RepoNotFound"}


@dataclass
class HubServer:
    """What the server serves, and what it was asked.

    Attributes:
        models: Folders by ``owner/name``; those of data sets by ``datasets/owner/name``, also in what follows.
        revisions: A revision besides main that ``owner/name`` has; a full commit is then its only commit.
        refusals: Status codes that are answered for ``owner/name`` instead.
        sizes: Sizes that are told for files, by name, instead of the real ones.
        private: The token that ``owner/name`` needs.
        hiccups: Status codes that the next requests for ``owner/name`` are answered with.
        moves: The folder that ``owner/name`` has as soon as it was told what is in it.
        extra: Files that are told of ``owner/name`` and are not there.
        cut: Models whose weights break off in the middle, each so many times.
        damaged: Models whose weights come with a wrong byte, each so many times.
        dripping: Models whose weights come a byte every tenth of a second.
        requests: Every request: method, path, and the token it came with.
    """

    url: str = ""
    models: dict[str, Path] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)
    hiccups: dict[str, list[int]] = field(default_factory=dict)
    moves: dict[str, Path] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    damaged: dict[str, int] = field(default_factory=dict)
    dripping: set[str] = field(default_factory=set)
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    _history: dict[str, Path] = field(default_factory=dict)

    def commit(self, model: str) -> str:
        """The newest commit of a model: it changes with its files, unless it is given."""
        if pinned(self.revisions.get(model, "")):
            self._history[self.revisions[model]] = self.models[model]
            return self.revisions[model]
        digest = hashlib.sha1(model.encode(), usedforsecurity=False)
        for file in sorted(path for path in self.models[model].rglob("*") if path.is_file()):
            digest.update(file.name.encode() + file.read_bytes())
        self._history[digest.hexdigest()] = self.models[model]
        return digest.hexdigest()

    def folder(self, model: str, revision: str) -> Path | None:
        """What a model holds at a revision; ``None`` where it has none of this name."""
        newest = self.commit(model)
        if revision in {"main", newest, self.revisions.get(model)}:
            return self.models[model]
        return self._history.get(revision)

    def once(self, faults: dict[str, int], model: str) -> bool:
        """Whether this fault happens to a model now; it counts as one of its times."""
        faults[model] = faults.get(model, 0) - 1
        return faults[model] >= 0

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

    def do_POST(self) -> None:
        """What the Hub says of some files of a data set; as the client sends them, in a form."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._handle(body=True, paths=form.get("paths", []))

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _handle(self, *, body: bool, paths: Sequence[str] = ()) -> None:
        # A revision such as refs/pr/5 comes as one part, with its slashes quoted.
        parts = [unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")]
        path = f"/{'/'.join(parts)}"
        self.served.requests.append((self.command, path, self.headers.get("Authorization", "")))
        information = parts[0] == "api"
        parts = parts[1 + (parts[1] == "models") :] if information else parts
        length = 3 if parts[0] == "datasets" else 2
        model, rest = "/".join(parts[:length]), parts[length:]
        if hiccups := self.served.hiccups.get(model):
            self._send(hiccups.pop(0), b"{}", {"Retry-After": "0"}, body=body)
        elif status := self._refusal(model):
            headers = {"X-Error-Code": _REFUSALS[status]} if status in _REFUSALS else {"Retry-After": "0"}
            self._send(status, b"{}", headers, body=body)
        elif rest and self.served.folder(model, rest[1]) is None:
            self._send(404, b"{}", {"X-Error-Code": "RevisionNotFound"}, body=body)
        elif information:
            told = self._paths(model, rest[1], paths) if paths else self._information(model)
            self._send(200, told, {"Content-Type": "application/json"}, body=body)
        else:
            self._send_file(model, rest[1], "/".join(rest[2:]), body=body)

    def _refusal(self, model: str) -> int:
        token = self.served.private.get(model)
        if token and self.headers.get("Authorization") != f"Bearer {token}":
            return 404
        return self.served.refusals.get(model) or (0 if model in self.served.models else 404)

    def _information(self, model: str) -> bytes:
        files = [file for file in sorted(self.served.models[model].rglob("*")) if file.is_file()]
        siblings = [self._told(file, file.relative_to(self.served.models[model]).as_posix()) for file in files]
        if model in self.served.extra:
            siblings.append({"rfilename": self.served.extra[model], "size": 3})
        told = json.dumps({"id": model, "sha": self.served.commit(model), "siblings": siblings}).encode()
        if model in self.served.moves:
            self.served.models[model] = self.served.moves.pop(model)
        return told

    def _paths(self, model: str, revision: str, paths: Sequence[str]) -> bytes:
        folder = self.served.folder(model, revision)
        told = [self._told(folder / name, name) for name in paths if folder and (folder / name).is_file()]
        names = {"rfilename": "path", "blobId": "oid"}
        files = [{names.get(key, key): value for key, value in file.items()} for file in told]
        for file in files:
            if isinstance(lfs := file.get("lfs"), dict):
                lfs["oid"] = lfs.pop("sha256")
        return json.dumps([{"type": "file", **file} for file in files]).encode()

    def _told(self, file: Path, name: str) -> dict[str, object]:
        content = file.read_bytes()
        size = self.served.sizes.get(name, len(content))
        if name.endswith(_LARGE):
            lfs = {"sha256": hashlib.sha256(content).hexdigest(), "size": size, "pointerSize": 130}
            return {"rfilename": name, "size": size, "blobId": "0" * 40, "lfs": lfs}
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
        return {"rfilename": name, "size": size, "blobId": blob}

    def _send_file(self, model: str, revision: str, name: str, *, body: bool) -> None:
        folder = self.served.folder(model, revision)
        file = folder / name if folder else None
        if file is None or not file.is_file():
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body=body)
            return
        commit = self.served.commit(model) if revision == "main" else revision
        content = file.read_bytes()
        headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "X-Repo-Commit": commit}
        weights = body and name.endswith(_LARGE)
        if weights and self.served.once(self.served.damaged, model):
            content = content[:-1] + bytes([content[-1] ^ 1])
        if weights and self.served.once(self.served.cut, model):
            self._send(200, content, headers, body=False)
            self.wfile.write(content[: len(content) // 2])
            self.close_connection = True
        elif weights and model in self.served.dripping:
            self._send(200, content, headers, body=False)
            with suppress(OSError):
                for byte in content:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.1)
        else:
            self._send(200, content, headers, body=body)

    def _send(self, status: int, content: bytes, headers: dict[str, str], *, body: bool) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)
