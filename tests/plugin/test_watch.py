"""Serving: an edited card is shown at once, everything else follows, and an edit is built once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from mkdocs.commands import build as mkdocs_build
from patience import PATIENCE
from site_maker import make_hub, write_card

from generator.plugin.glance import Glance
from generator.plugin.site import configured, site_file
from generator.site.again import again
from generator.site.order import Order

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {"modelhub": ["generator", "serve", "--address"], "mkdocs": ["mkdocs", "serve", "--dev-addr"]}
MKDOCS_YML = "site_name: Our hub\ntheme: {name: material, font: false}\nplugins: [search, modelhub]\n"


def wait_for(address: str, text: str, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                if text in answer.read().decode():
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} does not show {text!r}")


def put(file: Path, folder: Path) -> None:
    """Put a finished file into a folder, in one step: what is written there may be seen before it has its text."""
    file.replace(folder / file.name)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_edit_is_built_once(tmp_path: Path, command: str) -> None:
    root = make_hub(tmp_path / "hub")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *COMMANDS[command], f"127.0.0.1:{port}"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "true"},
            stdout=output,
            stderr=output,
        )
    try:
        address = f"http://127.0.0.1:{port}/models"
        wait_for(f"{address}/news_en/", "News topics")
        put(write_card(tmp_path, "news_en", title="News of the day"), root / "cards")
        wait_for(f"{address}/news_en/", "News of the day")
        wait_for(f"{address}/", "News of the day")
        put(write_card(tmp_path, "new_en", title="A new model"), root / "cards")
        wait_for(f"{address}/new_en/", "A new model")
        (tmp_path / "about.md").write_text("# About\n\nBy hand.\n", encoding="utf-8")
        put(tmp_path / "about.md", root / "docs")
        wait_for(f"http://127.0.0.1:{port}/about/", "By hand.")
        time.sleep(1)  # Nothing more is to happen.
        said = log.read_text(encoding="utf-8")
        assert said.count("Detected file changes") == 3, said
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        process.kill()
        process.wait(timeout=PATIENCE)


def test_an_edited_card_is_shown_before_the_rest_is_built(tmp_path: Path) -> None:
    root, site = make_hub(tmp_path / "hub"), tmp_path / "site"
    order = Order(root, site_dir=site)
    with site_file(root) as file:
        config, plugin = configured(file, order)
        mkdocs_build.build(config)
        glance = Glance(site)
        glance.learn(plugin.gathered, plugin.made_frames)
        page, others = site / "models" / "news_en" / "index.html", site / "models" / "index.html"
        before = others.read_bytes()
        card = write_card(root, "news_en", title="News of the day")
        assert not glance.show([str(root / "modelhub.toml"), str(root / "cards" / "no_such.md")])
        assert glance.show([str(card)])
        shown = page.read_text(encoding="utf-8")
        assert "<title>News of the day - Model hub</title>" in shown
        assert others.read_bytes() == before
        built = again(order)
        assert built is not None
        assert page.read_text(encoding="utf-8") == shown
        assert b"News of the day" in others.read_bytes()
        card.write_bytes(b"no card any more")
        assert not glance.show([str(card)])
        assert page.read_text(encoding="utf-8") == shown
        glance.until(lambda: None)()
        assert not glance.show([str(write_card(root, "news_en"))])
