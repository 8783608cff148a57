"""``modelhub lint --online`` as a user meets it, with a web server on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from link_server import LinkServer, Say, moved, serve
from patience import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """\
---
name: a
---

## References

- [the paper]({url}/paper)
- [the code]({url}/code)
- [the data]({url}/gone#part)
- {url}/busy
"""


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with serve() as links:
        links.pages = {"/paper": [Say(200)], "/code": [moved(301, "/new")], "/new": [Say(200)], "/busy": [Say(403)]}
        yield links


@pytest.fixture
def hub(tmp_path: Path, server: LinkServer) -> Path:
    """A hub with one card, in which only the rules that need servers are checked."""
    (tmp_path / "modelhub.toml").write_text(
        '[lint]\nselect = ["LK006", "LK007"]\n\n[lint.online]\npause = 0\nallow_private = ["127.0.0.1"]\n'
    )
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "a.md").write_text(CARD.format(url=server.url))
    return tmp_path


def test_without_the_option_nobody_is_asked(hub: Path, server: LinkServer, modelhub: Command) -> None:
    done = modelhub("lint", cwd=hub)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 card: nothing found\n")
    assert server.requests == []
    assert not (hub / ".modelhub" / "cache" / "links.json").exists()


def test_without_a_cache_everybody_is_asked_again_and_nothing_kept(
    hub: Path, server: LinkServer, modelhub: Command
) -> None:
    modelhub("lint", "--online", cwd=hub)
    asked = len(server.requests)
    kept = (hub / ".modelhub" / "cache" / "links.json").read_bytes()
    done = modelhub("lint", "--online", "--no-cache", cwd=hub)
    assert "asked earlier" not in done.stderr
    assert len(server.requests) == 2 * asked
    assert (hub / ".modelhub" / "cache" / "links.json").read_bytes() == kept


def test_links_are_found_and_counted(hub: Path, server: LinkServer, modelhub: Command) -> None:
    done = modelhub("lint", "--online", "--format", "concise", cwd=hub)
    assert done.stdout == (
        f"cards/a.md:8:3 info LK007 `{server.url}/code` has moved to `{server.url}/new`\n"
        f"cards/a.md:9:3 error LK006 `{server.url}/gone` answers 404 Not Found\n"
    )
    assert done.stderr == (
        "1 card: 1 error, 1 info\n"
        "1 finding fixable with `--fix --unsafe-fixes`\n"
        "4 links: 2 alive (1 moved), 1 dead, 1 could not be checked\n"
        "  1 not checked: answers 403 Forbidden\n"
    )
    assert done.returncode == 1
    asked = len(server.requests)
    again = modelhub("lint", "--online", "--format", "concise", cwd=hub)
    assert again.stdout == done.stdout
    assert "4 links (4 asked earlier): 2 alive (1 moved), 1 dead, 1 could not be checked\n" in again.stderr
    assert len(server.requests) == asked


def test_the_rules_are_rules_like_any(hub: Path, server: LinkServer, modelhub: Command) -> None:
    done = modelhub("lint", "--online", "--select", "LK006,LK008", "--format", "json", cwd=hub)
    found = json.loads(done.stdout)["diagnostics"]
    assert [(item["rule"], item["line"]) for item in found] == [("LK006", 9), ("LK008", 10)]
    done = modelhub("lint", "--online", "--statistics", cwd=hub)
    assert [line.split()[2] for line in done.stdout.splitlines()] == ["LK006", "LK007"]
    sarif = json.loads(modelhub("lint", "--online", "--format", "sarif", cwd=hub).stdout)
    assert [item["ruleId"] for item in sarif["runs"][0]["results"]] == ["LK007", "LK006"]
    server.requests.clear()
    assert modelhub("lint", "--online", "--select", "FM", cwd=hub).stderr.endswith("no links to ask for\n")
    assert server.requests == []


def test_files_whose_links_are_ignored_are_not_asked_about(hub: Path, server: LinkServer, modelhub: Command) -> None:
    with (hub / "modelhub.toml").open("a") as file:
        file.write('\n[lint.per_file_ignores]\n"cards/a.md" = ["LK"]\n')
    assert modelhub("lint", "--online", cwd=hub).stderr.endswith("no links to ask for\n")
    assert server.requests == []


def test_a_rule_that_needs_servers_says_so(hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", "--select", "LK006", cwd=hub)
    assert done.stderr == "1 card: nothing found\nchecked with `--online` only: LK006\n"


def test_moved_links_are_mended(hub: Path, server: LinkServer, modelhub: Command) -> None:
    card = hub / "cards" / "a.md"
    before = card.read_text()
    assert modelhub("lint", "--online", "--fix", cwd=hub).returncode == 1
    assert card.read_text() == before
    done = modelhub("lint", "--online", "--diff", "--unsafe-fixes", cwd=hub)
    assert f"+- [the code]({server.url}/new)\n" in done.stdout
    done = modelhub("lint", "--online", "--fix", "--unsafe-fixes", cwd=hub)
    assert card.read_text() == before.replace("/code", "/new")
    assert "fixed 1 finding in 1 card\n" in done.stderr


def test_comments_and_baselines_hold(hub: Path, modelhub: Command) -> None:
    baseline = ("--baseline", "baseline.json")
    done = modelhub("lint", "--online", *baseline, "--write-baseline", cwd=hub)
    assert done.stderr == "baseline.json forgives 2 findings in 1 card\n"
    assert modelhub("lint", "--online", *baseline, cwd=hub).returncode == 0
    # What was not checked is not gone.
    assert modelhub("lint", *baseline, cwd=hub).stderr == "1 card: nothing found\n"
    card = hub / "cards" / "a.md"
    comment = "<!-- modelhub: ignore-file LK006 -- the data will be back -->"
    card.write_text(f"{card.read_text()}\n{comment}\n")
    done = modelhub("lint", "--online", "--extend-select", "SU", "--format", "concise", cwd=hub)
    assert (done.returncode, done.stdout.count("LK007"), done.stdout.count("\n")) == (0, 1, 1)
    assert modelhub("lint", "--extend-select", "SU", cwd=hub).stdout == ""


def test_a_link_of_a_hundred_cards_is_asked_for_once(hub: Path, server: LinkServer, modelhub: Command) -> None:
    for number in range(100):
        (hub / "cards" / f"{number}.md").write_text(f"---\nname: a\n---\n\n## References\n\n{server.url}/gone\n")
    done = modelhub("lint", "--online", "--format", "concise", cwd=hub)
    assert done.stdout.count("LK006") == 101
    assert [path for _, path in server.asked].count("/gone") == 2  # HEAD, then GET to be sure


def test_without_network_all_is_as_without_the_option(hub: Path, modelhub: Command) -> None:
    (hub / "cards" / "a.md").write_text(CARD.format(url="http://127.0.0.1:1"))
    done = modelhub("lint", "--online", cwd=hub)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[:2] == ["1 card: nothing found", "4 links: 4 could not be checked"]


def test_what_was_learned_before_an_interruption_is_kept(hub: Path, server: LinkServer) -> None:
    # A host that has one request at a time was heard on all others when it is asked for the last one.
    server.pages["/zzz"] = [Say(after=2 * PATIENCE)]
    (hub / "cards" / "a.md").write_text(CARD.format(url=server.url).replace("/busy", "/zzz"))
    with (hub / "modelhub.toml").open("a") as file:
        file.write("per_host = 1\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "lint", "--online"],
        cwd=hub,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: server.asked[-1:] == [("HEAD", "/zzz")])
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert err == "interrupted: what the servers said is kept; run again to go on\n"
    kept = json.loads((hub / ".modelhub" / "cache" / "links.json").read_bytes())["answers"]
    assert set(kept) == {f"{server.url}/{page}" for page in ("paper", "code", "gone")}


def test_without_the_option_no_client_is_loaded() -> None:
    code = (
        "import sys, generator.cli.app; print([name for name in ('urllib3', 'certifi', 'ssl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"
