"""What ``modelhub render`` writes, built by stock MkDocs with Material and by Zensical."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from html_reader import Reader, read_page, words
from site_maker import make_hub

from generator.hub import Hub
from generator.render.languages import language_name
from generator.store import load_config, load_hub

ROOT = Path(__file__).resolve().parents[3]
CARDS = 200


@dataclass(frozen=True)
class Built:
    """A hub, what was written of it, and the sites that the two made of that, with what they said."""

    hub: Hub
    mkdocs: Path
    zensical: Path
    said: str

    def pages(self, path: str) -> tuple[Reader, Reader]:
        """A page of each site."""
        return read_page(self.mkdocs / path), read_page(self.zensical / path)


@pytest.fixture(scope="session", params=["own", "corpus"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both sites: of a small hub with attacks in it, and of real cards."""
    root = tmp_path_factory.mktemp("renderers") / "hub"
    if request.param == "own":
        make_hub(root)
    else:
        cards: list[Path] = sorted(request.getfixturevalue("corpus").rglob("*.md"))
        (root / "cards").mkdir(parents=True)
        (root / "modelhub.toml").touch()
        for card in cards[:: max(1, len(cards) // CARDS)][:CARDS]:
            shutil.copy(card, root / "cards")
    target = root.parent / "pages"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    render = [sys.executable, "-m", "generator", "render", "--hub", str(root), "--to", str(target)]
    subprocess.run(render, env=environment, check=True, capture_output=True)
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=target,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for command in (["mkdocs", "build", "--strict", "--site-dir", "../mkdocs"], ["zensical", "build", "--strict"])
    ]
    said = "".join(build.communicate()[0] for build in builds)
    assert [build.returncode for build in builds] == [0, 0], said
    return Built(load_hub(root, load_config(root)), root.parent / "mkdocs", target / "site", said)


def test_neither_warns(built: Built) -> None:
    assert "WARNING" not in built.said
    assert "Warning" not in built.said


def test_every_model_says_the_same_in_both(built: Built) -> None:
    assert len(built.hub.entries) >= 9
    for entry in built.hub.entries:
        ours, theirs = (page.content for page in built.pages(f"models/{entry.url}/index.html"))
        assert ours.headings == theirs.headings
        assert [words(code) for code in ours.codes] == [words(code) for code in theirs.codes]
        assert ours.cells == theirs.cells
        assert ours.links == theirs.links
        assert words(ours.text) == words(theirs.text)


def test_every_model_says_what_its_card_says(built: Built) -> None:
    for entry in built.hub.entries:
        card, page = entry.card, built.pages(f"models/{entry.url}/index.html")[1].content
        assert words(page.headings[0]) == words(card.facts.title or card.facts.name)
        codes = {words(code) for code in page.codes}
        section = card.section("how_to_use")
        assert {words(block.code) for block in section.blocks if block.code.strip()} <= codes if section else True
        cells = [words(cell) for cell in page.cells]
        assert [words(row.value) for row in card.info if words(row.value) not in cells] == []


def test_lists_lead_to_every_model(built: Built) -> None:
    for site in (built.mkdocs, built.zensical):
        led = set()
        for page in [site / "models" / "index.html", *(site / "models" / "page").glob("*/index.html")]:
            links = [link for link in read_page(page).content.links if not link.startswith("http")]
            led |= {(page.parent / link / "index.html").resolve() for link in links}
        models = {(site / "models" / entry.url / "index.html").resolve() for entry in built.hub.entries}
        assert models <= led
        assert all(page.is_file() for page in led)


def test_tasks_and_languages_have_lists(built: Built) -> None:
    for path, names in (
        ("tasks", {task for entry in built.hub.entries for task in entry.card.facts.tasks}),
        ("languages", {language_name(code) for entry in built.hub.entries for code in entry.card.facts.languages}),
    ):
        for page in built.pages(f"{path}/index.html"):
            assert names <= {words(cell) for cell in page.content.cells}


def test_nothing_of_a_card_can_run(built: Built) -> None:
    for entry in built.hub.entries:
        for page, home in zip(built.pages(f"models/{entry.url}/index.html"), built.pages("index.html"), strict=True):
            # Zensical adds what is its own: a mark for its link that skips the navigation.
            assert [danger for danger in page.content.dangers() if danger != "button"] == []
            assert len(page.scripts) == len(home.scripts)
            assert not any("alert(" in script for script in page.scripts)


def test_titles_and_descriptions_are_text(built: Built) -> None:
    for entry in built.hub.entries:
        if entry.card.facts.name != "hostile_en":
            continue
        for page in built.pages(f"models/{entry.url}/index.html"):
            assert page.title.startswith(words(entry.card.facts.title))
            assert page.description == "{{ 7*7 }}"
            assert "49" not in page.content.text


def test_what_programs_read_lies_beside_the_pages(built: Built) -> None:
    names = {"catalog.json", "catalog.jsonl", "catalog.csv", "catalog.schema.json"}
    for site in (built.mkdocs, built.zensical):
        assert names <= {path.name for path in site.iterdir()}


def test_pictures_are_shown(built: Built) -> None:
    others = [entry for entry in built.hub.entries if entry.card.facts.name == "others_en"]
    for entry in others:
        for site, page in zip(
            (built.mkdocs, built.zensical), built.pages(f"models/{entry.url}/index.html"), strict=True
        ):
            sources = [value for name, value in page.content.attributes if name == "src"]
            assert len(sources) == 1
            assert (site / "models" / entry.url / sources[0]).is_file()
