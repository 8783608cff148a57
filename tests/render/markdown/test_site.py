"""The pages of a site of Markdown that are not of single models, and its settings."""

from __future__ import annotations

import re

import msgspec
import yaml

from generator.hub import Hub
from generator.listing import Shelf
from generator.publish import shelf_of
from generator.render.markdown import PageLinks, markdown_pages, site_file, source_path


def test_every_model_is_listed_in_pages_of_the_wanted_size(hub: Hub) -> None:
    pages = dict(markdown_pages(shelf_of(hub), 4, "Hub"))
    lists = [path for path in pages if re.fullmatch(r"models/(page/\d+/)?index\.md", path)]
    assert lists == ["models/index.md", "models/page/2/index.md", "models/page/3/index.md"]
    led = [
        link
        for path in lists
        for link in re.findall(r"^\| \[[^\n]*?\]\(((?:\.\./)*[\w.-]+/index\.md)\)", pages[path], re.MULTILINE)
    ]
    assert len(led) == len(hub.entries)
    assert "[Previous](../../index.md) · [Next](../3/index.md)" in pages["models/page/2/index.md"]


def test_tasks_and_languages_have_pages(hub: Hub) -> None:
    pages = dict(markdown_pages(shelf_of(hub), 100, "Hub"))
    assert "| [Text Classification](text-classification/index.md) | 9 | 2 |" in pages["tasks/index.md"]
    assert "[news\\_en](../../models/news_en/index.md)" in pages["tasks/text-classification/index.md"]
    assert "| [English](en/index.md) | 9 | 2 |" in pages["languages/index.md"]


def test_names_of_tasks_that_look_alike_get_folders_of_their_own(hub: Hub) -> None:
    listing = shelf_of(hub).listings[0]
    tasks = ("A b", "a/b", "../a-b", "..", "", "x" * 300)
    shelf = Shelf((msgspec.structs.replace(listing, tasks=tasks),))
    folders = {path.split("/")[1] for path, _ in markdown_pages(shelf, 9, "Hub") if path.startswith("tasks/")}
    assert folders == {"index.md", "a-b", "a-b-2", "a-b-3", "other", "other-2", "x" * 80}


def test_an_empty_hub_has_pages() -> None:
    pages = dict(markdown_pages(Shelf((), (("cards/x.md", ("line 1, no front matter",)),)), 10, "<Hub>"))
    assert list(pages) == ["index.md", "models/index.md", "tasks/index.md", "languages/index.md"]
    assert "# &lt;Hub>" in pages["index.md"]
    assert "-   `cards/x.md`: line 1, no front matter" in pages["index.md"]
    assert "This hub has no cards yet." in pages["models/index.md"]


def test_the_settings_name_no_plugin_of_ours() -> None:
    settings = yaml.safe_load(site_file('A "hub" <b>', "https://hub.example/"))
    assert settings["site_name"] == "A &#34;hub&#34; &lt;b&gt;"
    assert settings["site_url"] == "https://hub.example/"
    assert settings["plugins"] == ["search"]
    assert "site_url" not in yaml.safe_load(site_file("Hub"))


def test_sources_link_to_sources() -> None:
    links = PageLinks()
    assert source_path("models/a/index.html") == "models/a/index.md"
    assert links.between("models/a/index.html", "models/b c/index.html") == "../b%20c/index.md"
    assert links.between("models/a/index.html", "assets/x.png") == "../../assets/x.png"
    assert links.between("index.html", "models/index.html") == "models/index.md"
