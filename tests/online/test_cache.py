"""The answers of earlier runs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from link_server import LinkServer, Say, serve

from generator.answer import Answer
from generator.config import OnlineConfig
from generator.online.ask import Outcome, ask_all
from generator.online.cache import HOUR, Cache

CONFIG = OnlineConfig(pause=0, timeout=60, allow_private=["127.0.0.1"])
URL = "https://example.org/a"
MOVED = Answer("alive", moved_to="https://example.org/b")


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with serve() as links:
        links.pages = {"/a": [Say(200)], "/b": [Say(404)]}
        yield links


def ask(server: LinkServer, root: Path, *paths: str) -> Outcome:
    return ask_all([f"{server.url}{path}" for path in paths], CONFIG, Cache(root, CONFIG))


def age(root: Path, hours: float) -> None:
    """Make every answer so much older."""
    file = root / ".modelhub" / "cache" / "links.json"
    content = json.loads(file.read_bytes())
    for entry in content["answers"].values():
        entry["at"] -= hours * HOUR
    file.write_text(json.dumps(content))


def test_what_is_kept_is_known_again(tmp_path: Path) -> None:
    Cache(tmp_path, CONFIG).keep({URL: MOVED})
    assert Cache(tmp_path, CONFIG).known() == {URL: MOVED}
    assert (tmp_path / ".modelhub" / "cache" / ".gitignore").read_text() == "*\n"


def test_a_second_run_asks_nothing(server: LinkServer, tmp_path: Path) -> None:
    first = ask(server, tmp_path, "/a", "/b")
    asked = len(server.requests)
    second = ask(server, tmp_path, "/a", "/b")
    assert (second.answers, first.asked, second.asked) == (first.answers, 2, 0)
    assert len(server.requests) == asked


@pytest.mark.parametrize(("hours", "expected"), [(0.9, set()), (1.1, {"/b"}), (167, {"/b"}), (169, {"/a", "/b"})])
def test_living_links_are_known_longer(hours: float, expected: set[str], server: LinkServer, tmp_path: Path) -> None:
    ask(server, tmp_path, "/a", "/b")
    server.requests.clear()
    age(tmp_path, hours)
    ask(server, tmp_path, "/a", "/b")
    assert {path for _, path in server.asked} == expected


def test_an_answer_from_the_future_does_not_hold(server: LinkServer, tmp_path: Path) -> None:
    ask(server, tmp_path, "/a")
    age(tmp_path, -2)
    assert ask(server, tmp_path, "/a").asked == 1


def test_what_no_server_said_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, CONFIG)
    ask_all(["http://10.0.0.1/", "http://u:p@127.0.0.1/", "http://127.0.0.1:1/"], CONFIG, cache)
    assert cache.known() == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'{"version": 2}',
        b'{"answers": {"a": {"at": "x", "verdict": "alive"}}}',
        b"[" * 10**5,
    ],
)
def test_a_file_that_is_no_cache_is_replaced(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / ".modelhub" / "cache" / "links.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    cache = Cache(tmp_path, CONFIG)
    assert cache.known() == {}
    cache.keep({URL: MOVED})
    assert cache.known() == {URL: MOVED}


@pytest.mark.parametrize("in_the_way", [".modelhub", ".modelhub/cache", ".modelhub/cache/links.json/folder"])
def test_a_cache_that_cannot_be_written_is_no_error(in_the_way: str, tmp_path: Path) -> None:
    place = tmp_path / in_the_way
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file")
    cache = Cache(tmp_path, CONFIG)
    cache.keep({URL: MOVED})
    assert cache.known() == {}


def test_a_link_out_of_the_hub_is_not_followed(tmp_path: Path) -> None:
    hub, elsewhere = tmp_path / "hub", tmp_path / "elsewhere"
    hub.mkdir()
    elsewhere.mkdir()
    (hub / ".modelhub").symlink_to(elsewhere)
    cache = Cache(hub, CONFIG)
    cache.keep({URL: MOVED})
    assert (cache.known(), list(elsewhere.iterdir())) == ({}, [])


def test_without_a_place_nothing_is_kept() -> None:
    cache = Cache(None, CONFIG)
    cache.keep({URL: MOVED})
    assert cache.known() == {}


def test_runs_at_the_same_time_leave_a_whole_file(tmp_path: Path) -> None:
    def keep(number: int) -> None:
        Cache(tmp_path, CONFIG).keep({f"{URL}{number}": MOVED})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(32)))
    known = Cache(tmp_path, CONFIG).known()
    assert known
    assert set(known.values()) == {MOVED}
    Cache(tmp_path, CONFIG).keep({URL: MOVED})
    assert Cache(tmp_path, CONFIG).known() == {**known, URL: MOVED}


def test_old_answers_are_dropped_when_new_ones_come(tmp_path: Path) -> None:
    cache = Cache(tmp_path, CONFIG)
    cache.keep({URL: MOVED})
    age(tmp_path, 200)
    cache.keep({f"{URL}2": MOVED})
    entries = json.loads((tmp_path / ".modelhub" / "cache" / "links.json").read_bytes())["answers"]
    assert list(entries) == [f"{URL}2"]
    assert entries[f"{URL}2"]["at"] <= time.time()
