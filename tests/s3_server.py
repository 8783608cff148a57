"""A small S3 on this machine: listings and objects of one bucket, to read and to put, for one access key."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "models"
KEY = "AKIAONLYFORTHISTEST0"
SECRET = "only/for/this/test"  # noqa: S105  it opens nothing


@dataclass
class S3Server:
    """What the server serves, and what it was asked.

    Attributes:
        objects: Contents by key.
        hiccups: Status codes that the next requests are answered with.
        requests: The path and the ``Authorization`` of every request.
        conditions: Whether it knows conditions of a put.
        before_put: Is called with the key before an object is put.
    """

    url: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    hiccups: list[int] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    conditions: bool = True
    before_put: Callable[[str], None] = field(default=lambda _: None)

    def put(self, folder: Path, prefix: str) -> None:
        """Serve the files of a folder."""
        for path in folder.rglob("*"):
            if path.is_file():
                self.objects[f"{prefix}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()

    def environment(self, key: str = KEY) -> dict[str, str]:
        """The environment in which the real client asks this server."""
        return {
            "AWS_ENDPOINT_URL_S3": self.url,
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
        }


@contextmanager
def serve_s3() -> Iterator[S3Server]:
    """Serve on a free port until the block ends."""
    store = S3Server()

    class Handler(_Handler):
        served = store

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    store.url = f"http://127.0.0.1:{server.server_port}"
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    served: S3Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._handle()

    def do_HEAD(self) -> None:
        self._handle()

    def do_PUT(self) -> None:
        """As https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html puts, with its conditions."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        signed = self.headers.get("Authorization", "")
        bucket, _, key = unquote(urlsplit(self.path).path).strip("/").partition("/")
        self.served.requests.append((f"PUT {key}", signed))
        self.served.before_put(key)
        there = self.served.objects.get(key)
        wanted, unwanted = self.headers.get("If-Match"), self.headers.get("If-None-Match")
        if self.served.hiccups:
            self._refuse(self.served.hiccups.pop(0), "InternalError")
        elif f"Credential={KEY}/" not in signed:
            self._refuse(403, "AccessDenied")
        elif bucket != BUCKET:
            self._refuse(404, "NoSuchBucket")
        elif (wanted or unwanted) and not self.served.conditions:
            self._refuse(501, "NotImplemented")
        elif (unwanted and there is not None) or (wanted and (there is None or _etag(there) != wanted)):
            self._refuse(412, "PreconditionFailed")
        else:
            self.served.objects[key] = content
            self._send(200, b"", {"ETag": _etag(content)})

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        signed = self.headers.get("Authorization", "")
        self.served.requests.append((parts.path, signed))
        bucket, _, key = unquote(parts.path).strip("/").partition("/")
        if self.served.hiccups:
            self._refuse(self.served.hiccups.pop(0), "InternalError")
        elif f"Credential={KEY}/" not in signed:
            self._refuse(403, "AccessDenied")
        elif bucket != BUCKET:
            self._refuse(404, "NoSuchBucket")
        elif not key:
            self._send(200, self._listing(parse_qs(parts.query)), {"Content-Type": "application/xml"})
        elif key in self.served.objects:
            content = self.served.objects[key]
            self._send(200, content, {"ETag": _etag(content), "Last-Modified": "Sat, 01 Nov 2025 00:00:00 GMT"})
        else:
            self._refuse(404, "NoSuchKey")

    def _listing(self, query: dict[str, list[str]]) -> bytes:
        """As https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html answers, in one page."""
        prefix, delimiter = query.get("prefix", [""])[0], query.get("delimiter", [""])[0]
        contents, folders = [], set()
        for key, content in sorted(self.served.objects.items()):
            if not key.startswith(prefix):
                continue
            head, found, _ = key.removeprefix(prefix).partition(delimiter) if delimiter else (key, "", "")
            if found:
                folders.add(f"{prefix}{head}{delimiter}")
            else:
                contents.append(
                    f"<Contents><Key>{escape(key)}</Key><LastModified>2025-11-01T00:00:00.000Z</LastModified>"
                    f"<ETag>{escape(_etag(content))}</ETag><Size>{len(content)}</Size>"
                    "<StorageClass>STANDARD</StorageClass></Contents>"
                )
        common = [f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>" for name in sorted(folders)]
        return (
            '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<Name>{BUCKET}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{len(contents) + len(common)}</KeyCount>"
            f"<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{''.join(contents + common)}</ListBucketResult>"
        ).encode()

    def _refuse(self, status: int, code: str) -> None:
        body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>no</Message></Error>'
        self._send(status, body.encode(), {"Content-Type": "application/xml"})

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _etag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
