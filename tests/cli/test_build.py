"""``modelhub build``: a site, what is said of it, and exit codes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from site_maker import make_hub, write_card

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_it_builds_and_says_what_and_where(modelhub: Command, tmp_path: Path) -> None:
    make_hub(tmp_path)
    done = modelhub("build", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    pages = len(list((tmp_path / "site").rglob("index.html")))
    assert re.sub(r"written: \d+", "written: N", done.stdout) == (
        "models: 9 (2 verified, 2 measured, 1 stale, 1 mismatch, 1 failed, 2 not-run)\n"
        f"pages: {pages}; files written: N\n"
        f"site: {tmp_path}/site/index.html\n"
    )
    assert (tmp_path / "site" / "models" / "news_en" / "index.html").is_file()


def test_from_elsewhere_with_other_cards_to_another_place(modelhub: Command, tmp_path: Path) -> None:
    make_hub(tmp_path / "hub")
    write_card(tmp_path / "other", "only_en")
    options = ("--hub", "hub", "--cards", "other/cards", "--site-dir", "out")
    done = modelhub("build", *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    pages = len(list((tmp_path / "out").rglob("index.html")))
    written = f"models: 1 (1 not-run)\npages: {pages}; files written: {{}}\nsite: {tmp_path}/out/index.html\n"
    assert done.stdout == written.format(re.findall(r"written: (\d+)", done.stdout)[0])
    again = modelhub("build", *options, cwd=tmp_path)
    assert again.stdout == written.format(0)


def test_a_warning_is_told_and_with_strict_it_fails(modelhub: Command, tmp_path: Path) -> None:
    make_hub(tmp_path)
    (tmp_path / "cards" / "broken.md").write_text("no front matter\n", encoding="utf-8")
    assert modelhub("build", cwd=tmp_path).returncode == 0
    done = modelhub("build", "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert "warning: cards/broken.md:1: " in done.stderr
    assert done.stderr.endswith("warnings: 1; --strict allows none\n")


def test_what_cannot_be_built_is_a_usage_error(modelhub: Command, tmp_path: Path) -> None:
    for options, message in (
        (("--hub", "none"), "none: no such folder"),
        (("--cards", "none"), "none: no such folder"),
    ):
        done = modelhub("build", *options, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"error: {message}\n"
    done = modelhub("build", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: cards: no such folder")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n{% broken %}", ":2: Encountered unknown tag 'broken'."),
        ("{{ nobody.knows }}", ":1: 'nobody' is undefined"),
        ('{% extends "none.html" %}', ":1: 'none.html' not found in search paths:"),
        ("\n\n{{ 1 / 0 }}", ":3: ZeroDivisionError: division by zero"),
    ],
)
def test_a_broken_template_of_the_theme_is_named(
    modelhub: Command, tmp_path: Path, template: str, message: str
) -> None:
    for folder in ("cards", "docs", "theme"):
        (tmp_path / folder).mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Ours\ntheme: {name: material, custom_dir: theme}\nplugins: [modelhub]\n", encoding="utf-8"
    )
    (tmp_path / "theme" / "main.html").write_text(template, encoding="utf-8")
    done = modelhub("build", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {tmp_path / 'theme' / 'main.html'}{message}")
    assert "Traceback" not in done.stderr
