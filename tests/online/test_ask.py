"""Asking real servers on this machine for many links."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_server import CERTIFICATE, LinkServer, Say, moved, serve
from patience import until

from generator.answer import Answer
from generator.config import OnlineConfig
from generator.online import inquiry
from generator.online.ask import ask_all
from generator.online.cache import Cache

ALLOWED = ["127.0.0.1", "localhost"]
Ask = Callable[..., dict[str, Answer]]


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inquiry, "FIRST_WAIT", 0.01)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with serve() as links:
        yield links


@pytest.fixture
def ask() -> Ask:
    """Ask for addresses, without pauses and cache."""

    def asked(*urls: str, **options: Any) -> dict[str, Answer]:
        config = OnlineConfig(**{"pause": 0, "timeout": 60, "allow_private": ALLOWED, **options})
        return dict(ask_all(urls, config, Cache(None, config)).answers)

    return asked


ALIVE = Answer("alive")
#: Seconds that nobody waits.
LONG = 120


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ([Say(200)], ALIVE),
        ([Say(204)], ALIVE),
        ([Say(404)], Answer("dead", "answers 404 Not Found")),
        ([Say(410)], Answer("dead", "answers 410 Gone")),
        ([Say(200, head=405)], ALIVE),
        ([Say(200, head=403)], ALIVE),
        ([Say(200, head=404)], ALIVE),
        ([Say(200, head=501)], ALIVE),
        ([Say(429, {"Retry-After": "0"}), Say(200)], ALIVE),
        ([Say(503, {"Retry-After": "soon"}), Say(200)], ALIVE),
        ([Say(500), Say(200)], ALIVE),
        ([Say(502), Say(404)], Answer("dead", "answers 404 Not Found")),
        ([Say(raw=b""), Say(200)], ALIVE),
        ([Say(401)], Answer("unchecked", "answers 401 Unauthorized")),
        ([Say(403)], Answer("unchecked", "answers 403 Forbidden")),
        ([Say(999)], Answer("unchecked", "answers 999")),
        ([Say(500)], Answer("unchecked", "answers 500 Internal Server Error")),
        ([Say(429)], Answer("unchecked", "answers 429 Too Many Requests")),
        ([Say(301)], Answer("unchecked", "answers 301 Moved Permanently")),
        ([Say(raw=b"SSH-2.0-x\r\n")], Answer("unchecked", "breaks the connection off, or does not speak HTTP")),
        (
            [Say(raw=b"HTTP/1.1 200 OK\r\nA: " + b"x" * 100_000)],
            Answer("unchecked", "breaks the connection off, or does not speak HTTP"),
        ),
    ],
)
def test_what_a_server_says_is_what_is_known(says: list[Say], expected: Answer, server: LinkServer, ask: Ask) -> None:
    server.pages["/page"] = says
    url = f"{server.url}/page"
    assert ask(url) == {url: expected}


@pytest.mark.parametrize(
    ("first", "second", "moved_to"),
    [
        (301, 301, "/end"),
        (308, 302, "/next"),
        (302, 301, ""),
        (307, 303, ""),
    ],
)
def test_only_redirects_for_good_give_a_new_address(
    first: int, second: int, moved_to: str, server: LinkServer, ask: Ask
) -> None:
    server.pages |= {"/begin": [moved(first, "next")], "/next": [moved(second, "/end")], "/end": [Say(200)]}
    url = f"{server.url}/begin"
    assert ask(url)[url] == Answer("alive", moved_to=f"{server.url}{moved_to}" if moved_to else "")


def test_a_new_address_is_quoted_as_one(server: LinkServer, ask: Ask) -> None:
    server.pages |= {"/a": [moved(301, "/b c?d=<e>")], "/b%20c?d=%3Ce%3E": [Say(200)]}
    assert ask(f"{server.url}/a")[f"{server.url}/a"].moved_to == f"{server.url}/b%20c?d=%3Ce%3E"


def test_a_redirect_to_nothing_is_dead(server: LinkServer, ask: Ask) -> None:
    server.pages["/a"] = [moved(301, "/b")]
    reason = f"redirects to `{server.url}/b`, which answers 404 Not Found"
    assert ask(f"{server.url}/a") == {f"{server.url}/a": Answer("dead", reason)}


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/a", "redirects more than 8 times"),
        ("mailto:a@example.org", "redirects to a page that is no address of the web"),
        ("http://[::1", "redirects to something that is no address"),
        ("/" + "x" * 3_000, "redirects to something that is no address"),
        ("http://u:p@example.org/", "redirects to a page that holds a user name or a password, so it is not asked"),
        ("http://127.0.0.2/", "redirects to a page that leads to an address that is not public, so it is not asked"),
        (
            "http://169.254.169.254/x",
            "redirects to a page that leads to an address that is not public, so it is not asked",
        ),
        (
            "http://[::ffff:7f00:2]/",
            "redirects to a page that leads to an address that is not public, so it is not asked",
        ),
    ],
)
def test_redirects_that_are_not_followed(location: str, reason: str, server: LinkServer, ask: Ask) -> None:
    server.pages["/a"] = [moved(302, location)]
    assert ask(f"{server.url}/a") == {f"{server.url}/a": Answer("unchecked", reason)}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://0x7f.1:{port}/",
        "http://2130706433:{port}/",
        "http://0.0.0.0:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
    ],
)
def test_addresses_that_are_not_public_are_not_asked(url: str, server: LinkServer, ask: Ask) -> None:
    (answer,) = ask(url.format(port=server.url.rpartition(":")[2]), allow_private=[]).values()
    assert answer == Answer("unchecked", "leads to an address that is not public, so it is not asked")
    assert server.requests == []


def test_a_name_is_looked_up_once_for_a_connection(
    server: LinkServer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that first gives a public address and then another one leads nowhere."""
    port = int(server.url.rpartition(":")[2])
    looked_up = []

    def rebinding(host: str, *_: object, **__: object) -> list[Any]:
        looked_up.append(host)
        address = "192.88.99.1" if len(looked_up) % 2 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    url = f"http://rebinding.example:{port}/"
    assert ask(url, timeout=0.5)[url].verdict == "unchecked"
    assert looked_up
    assert server.requests == []


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["fd00::1"]])
def test_one_address_that_is_not_public_is_enough_to_refuse_a_name(
    addresses: list[str], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
    (answer,) = ask("http://inside.example/").values()
    assert answer == Answer("unchecked", "leads to an address that is not public, so it is not asked")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://user:password@127.0.0.1/", "holds a user name or a password, so it is not asked"),
        ("http://127.0.0.1:22/", "has a port that no web server has, so it is not asked"),
        ("http://127.0.0.1:port/", "is no address"),
        ("http://[::1/", "is no address"),
        ("http:///x", "is no address of the web"),
        ("ftp://127.0.0.1/", "is no address of the web"),
    ],
)
def test_addresses_that_nobody_is_asked_for(url: str, reason: str, ask: Ask) -> None:
    assert ask(url) == {url: Answer("unchecked", reason)}


@pytest.mark.parametrize("say", [Say(after=2 * LONG), Say(drip=0.1)])
def test_a_server_that_does_not_come_to_an_end_is_not_waited_for(say: Say, server: LinkServer, ask: Ask) -> None:
    server.pages["/slow"] = [say]
    begin = time.monotonic()
    assert ask(f"{server.url}/slow", timeout=0.3) == {
        f"{server.url}/slow": Answer("unchecked", "gives no answer within 0.3 s")
    }
    assert time.monotonic() - begin < LONG
    until(lambda: len(server.requests) == 3)


def test_a_connection_that_says_nothing_in_tls_is_not_waited_for(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        assert ask(url, timeout=0.3) == {url: Answer("unchecked", "gives no answer within 0.3 s")}


def test_bodies_are_not_read(server: LinkServer, ask: Ask) -> None:
    server.pages["/huge"] = [Say(200, head=405, body=2**30)]
    assert ask(f"{server.url}/huge") == {f"{server.url}/huge": ALIVE}
    assert server.sent < 2**24


def test_a_server_that_cannot_be_reached_is_not_blamed_on_the_card(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    assert ask(url) == {url: Answer("unchecked", "has a host that refuses connections")}


def _unknown(known: set[str]) -> Callable[..., list[Any]]:
    look_up = socket.getaddrinfo

    def fake(host: str, *args: Any, **options: Any) -> list[Any]:
        if host in known:
            return look_up("127.0.0.1", *args, **options)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    return fake


def test_a_host_that_does_not_exist_is_dead(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _unknown({"example.com"}))
    assert ask("http://gone.example/") == {"http://gone.example/": Answer("dead", "has a host that does not exist")}


def test_without_network_no_host_is_called_dead(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _unknown(set()))
    urls = [f"http://{name}.example/" for name in "abc"]
    reason = "has a host whose name could not be looked up"
    assert ask(*urls) == dict.fromkeys(urls, Answer("unchecked", reason))


def test_without_network_it_is_not_tried_for_long(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = []

    def slow(host: str, *_: Any, **__: Any) -> list[Any]:
        looked_up.append(host)
        time.sleep(0.05)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    answers = ask(*(f"http://{number}.example/" for number in range(1_000)))
    assert set(answers.values()) == {Answer("unchecked", "has a host whose name could not be looked up")}
    assert len(looked_up) < 500


def test_certificates_are_checked(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(tls=True) as server:
        server.pages["/"] = [Say(200)]
        url = f"{server.url}/"
        (answer,) = ask(url).values()
        assert answer.verdict == "unchecked"
        assert answer.reason.startswith("has a certificate that is not trusted (self-signed certificate")
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert ask(url) == {url: ALIVE}


def test_no_credentials_and_no_cookies_are_sent(
    server: LinkServer, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login reader password secret\ndefault login reader password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    server.pages |= {"/a": [Say(302, {"Location": "/b", "Set-Cookie": "who=you"})], "/b": [Say(200)]}
    assert ask(f"{server.url}/a") == {f"{server.url}/a": ALIVE}
    for _, _, headers in server.requests:
        assert headers["User-Agent"].startswith("modelhub/")
        assert not {"Authorization", "Cookie", "Proxy-Authorization", "Referer"} & set(headers)


def test_a_proxy_is_asked_instead(server: LinkServer, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = server.url.replace("http://", "http://me:secret@")
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.setenv("https_proxy", proxy)
    page, tls = "http://page.example/a", "https://page.example/a"
    server.pages |= {page: [Say(200)], "page.example:443": [Say(403)]}
    reasons = {url: answer.reason for url, answer in ask(page, tls, "http://10.0.0.1/").items()}
    assert reasons == {
        page: "",
        tls: "cannot be reached through the proxy",
        "http://10.0.0.1/": "leads to an address that is not public, so it is not asked",
    }
    assert {method for method, _ in server.asked} == {"HEAD", "CONNECT"}
    assert all(headers["Proxy-Authorization"] for _, _, headers in server.requests)


def test_what_is_not_behind_the_proxy_is_asked_without_it(
    server: LinkServer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.pages["/a"] = [Say(200)]
    assert ask(f"{server.url}/a") == {f"{server.url}/a": ALIVE}


def test_each_address_is_asked_for_once(server: LinkServer, ask: Ask) -> None:
    server.pages["/a"] = [Say(200)]
    ask(*[f"{server.url}/a"] * 100)
    assert server.asked == [("HEAD", "/a")]


def test_excluded_addresses_are_not_asked_for(server: LinkServer, ask: Ask) -> None:
    assert ask(f"{server.url}/demo/a", exclude=["*/demo/*"]) == {}
    assert server.requests == []


def test_a_host_never_has_more_requests_than_allowed(server: LinkServer, ask: Ask) -> None:
    pages = [f"/{number}" for number in range(12)]
    server.pages = {page: [Say(200, after=0.03)] for page in pages}
    server.together = 2
    answers = ask(*(server.url + page for page in pages), connections=8, per_host=2)
    assert set(answers.values()) == {ALIVE}
    assert server.most == 2


def test_redirects_count_for_the_host_that_they_lead_to(server: LinkServer, ask: Ask) -> None:
    with serve() as other:
        away = other.url.replace("127.0.0.1", "localhost")
        other.pages = {f"/{number}": [moved(302, f"{server.url}/{number}")] for number in range(8)}
        server.pages = {f"/{number}": [Say(200, after=0.03)] for number in range(8)}
        ask(*(f"{away}/{number}" for number in range(8)), connections=8, per_host=1)
    assert server.most == 1


def test_all_hosts_together_have_no_more_requests_than_allowed(server: LinkServer, ask: Ask) -> None:
    server.pages = {f"/{number}": [Say(200, after=0.03)] for number in range(6)}
    server.together = 3
    local = server.url.replace("127.0.0.1", "localhost")
    ask(*(f"{url}/{number}" for url in (server.url, local) for number in range(6)), connections=3, per_host=16)
    assert server.most == 3


def test_there_is_a_pause_between_two_requests_to_a_host(server: LinkServer, ask: Ask) -> None:
    server.pages = {f"/{number}": [Say(200)] for number in range(4)}
    begin = time.monotonic()
    ask(*(f"{server.url}/{number}" for number in range(4)), pause=0.1)
    assert time.monotonic() - begin >= 0.3


def test_a_host_that_says_when_is_left_alone_until_then(server: LinkServer, ask: Ask) -> None:
    server.pages["/a"] = [Say(429, {"Retry-After": "1"}), Say(200)]
    begin = time.monotonic()
    assert ask(f"{server.url}/a") == {f"{server.url}/a": ALIVE}
    assert time.monotonic() - begin >= 1


def test_a_host_that_wants_to_be_left_alone_for_long_is(server: LinkServer, ask: Ask) -> None:
    server.pages = {f"/{number}": [Say(503, {"Retry-After": "3600"})] for number in range(9)}
    answers = ask(*(f"{server.url}/{number}" for number in range(9)), per_host=1)
    assert {answer.verdict for answer in answers.values()} == {"unchecked"}
    assert len(server.requests) == 1


def test_a_host_that_keeps_failing_is_not_asked_any_more(server: LinkServer, ask: Ask) -> None:
    server.pages = {f"/{number}": [Say(500)] for number in range(30)}
    answers = ask(*(f"{server.url}/{number}" for number in range(30)), per_host=1)
    reasons = [answer.reason for answer in answers.values()]
    assert reasons.count("answers 500 Internal Server Error") == 3
    assert reasons.count("has a host that has failed several times or wants no more questions") == 27


def test_a_run_ends_when_its_time_is_over(server: LinkServer, ask: Ask) -> None:
    server.pages = {"/a": [Say(200)], "/b": [Say(after=LONG)]}
    answers = ask(f"{server.url}/a", f"{server.url}/b", budget=3)
    assert answers == {
        f"{server.url}/a": ALIVE,
        f"{server.url}/b": Answer("unchecked", "was not asked, since the time for asking was over"),
    }


def test_whatever_breaks_at_one_address_the_others_are_asked_for(
    server: LinkServer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/a"] = [Say(200)]
    take = inquiry.Inquiry.step
    monkeypatch.setattr(
        inquiry.Inquiry, "step", lambda self, client: 1 / 0 if self.url.endswith("b") else take(self, client)
    )
    answers = ask(f"{server.url}/a", f"{server.url}/b")
    assert [answer.reason for answer in answers.values()] == ["", "could not be asked for (ZeroDivisionError)"]


@given(st.text(min_size=1))
@settings(max_examples=60)
def test_no_address_whatever_it_is_breaks_the_run_or_leads_inside(text: str) -> None:
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
        patch.setattr(socket, "socket", None)
        url = f"http://{text}"
        config = OnlineConfig(pause=0)
        (answer,) = ask_all([url], config, Cache(None, config)).answers.values()
    assert answer.verdict == "unchecked"
    assert answer.reason.startswith(("is no address", "leads to an address", "holds a user name", "has a port"))
