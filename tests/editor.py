"""An editor that speaks the protocol to the real server: messages over standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]

CARD = (ROOT / "tests" / "cards" / "news_topic.md").read_text(encoding="utf-8")


class Editor:
    """Starts a server, opens and changes files, and keeps what the server says of them.

    Args:
        capabilities: What the editor says that it can do.
    """

    def __init__(self, capabilities: dict[str, Any] | None = None) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1793836800"}  # 2026-11-05
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "lsp", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        self.heard: list[dict[str, Any]] = []
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._errors: list[bytes] = []
        self._threads = [Thread(target=self._listen), Thread(target=self._keep_errors)]
        for thread in self._threads:
            thread.start()
        self._number = 0
        self._versions: dict[Path, int] = {}
        self.server = self.ask("initialize", processId=None, rootUri=None, capabilities=capabilities or {})
        self.tell("initialized")

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and wait for its answer."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        return self._await(lambda message: message.get("id") == number and "method" not in message)["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def open(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file and wait for what is wrong with it."""
        self._versions[path] = 1
        text = path.read_bytes().decode() if text is None else text
        document = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.findings(path)

    def change(self, path: Path, *changes: dict[str, Any]) -> None:
        """Tell of changes, without waiting."""
        self._versions[path] += 1
        document = {"uri": path.as_uri(), "version": self._versions[path]}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=list(changes))

    def write(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Change the whole text and wait for what is wrong with it."""
        self.change(path, {"text": text})
        return self.findings(path)

    def findings(self, path: Path) -> list[dict[str, Any]]:
        """Wait for what is wrong with the file as it stands now."""
        return self.published(path, self._versions[path])

    def published(self, path: Path, version: int | None) -> list[dict[str, Any]]:
        """Wait for what is wrong with one version of a file."""

        def fits(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == path.as_uri()
                and params.get("version") == version
            )

        return self._await(fits)["params"]["diagnostics"]

    def actions(self, path: Path, place: dict[str, Any], *only: str) -> list[dict[str, Any]]:
        """What can be done at a place."""
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        return self.ask("textDocument/codeAction", textDocument={"uri": path.as_uri()}, range=place, context=context)

    def leave(self) -> tuple[int, str]:
        """End as an editor should; the exit code, and what stands on standard error."""
        self.ask("shutdown")
        self.tell("exit")
        return self.gone()

    def gone(self) -> tuple[int, str]:
        """Wait until the server has ended by itself; the exit code, and what stands on standard error."""
        assert self.process.stdin
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        self.process.stdin.close()
        return code, b"".join(self._errors).decode()

    def stop(self) -> None:
        """End the server if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.gone()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _await(self, fits: Any) -> dict[str, Any]:
        """The next message of a kind; what the server asks meanwhile is granted."""
        while True:
            message = self._messages.get(timeout=PATIENCE)
            assert message is not None, "the server ended"
            self.heard.append(message)
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})
            if fits(message):
                return message

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as stream:
            while line := stream.readline():
                length = 0
                while line.strip():
                    name, _, value = line.partition(b":")
                    length = int(value) if name == b"Content-Length" else length
                    line = stream.readline()
                assert length, "something on standard output that is no message"
                self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)

    def _keep_errors(self) -> None:
        assert self.process.stderr
        with self.process.stderr as stream:
            self._errors.extend(stream)


def in_text(text: str, place: dict[str, Any], encoding: str = "utf-16-le", width: int = 2) -> str:
    """What a range of the protocol covers."""
    lines = text.split("\n")

    def offset(position: dict[str, int]) -> int:
        line = lines[position["line"]].encode(encoding)[: position["character"] * width].decode(encoding)
        return sum(len(before) + 1 for before in lines[: position["line"]]) + len(line)

    return text[offset(place["start"]) : offset(place["end"])]


def applied(text: str, edit: dict[str, Any]) -> str:
    """A text after an edit of one stretch."""
    (document,) = edit["documentChanges"]
    (change,) = document["edits"]
    covered = in_text(text, change["range"])
    start = len(in_text(text, {"start": {"line": 0, "character": 0}, "end": change["range"]["start"]}))
    return text[:start] + change["newText"] + text[start + len(covered) :]
