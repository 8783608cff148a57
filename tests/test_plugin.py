"""Real builds: with ``mkdocs build --strict`` and with ``build_site``."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from patience import PATIENCE
from site_maker import LONG_NAME, MEDIA, MODELS, make_hub, write_card

from generator.errors import ModelhubError
from generator.plugin import build_site, serve_site

MKDOCS_YML = """\
site_name: Our hub
site_url: https://hub.example/sub/
repo_url: https://code.example/us/hub
edit_uri: edit/main/docs/
theme:
  name: material
  font: false
plugins: [search, modelhub]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a hub with a model of every status, by ``mkdocs build --strict``."""
    root = make_hub(tmp_path_factory.mktemp("built"))
    (root / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text(
        "# About\n\n[Models](models/index.md), [home](index.md)\n", encoding="utf-8"
    )
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return root / "site"


def test_a_page_has_the_pictures_and_recordings_of_its_samples(built: Path) -> None:
    found = re.findall(r'(?:img|audio) class="mh-media" src="([^"]+)"', read(built, "models/others_en/index.html"))
    assert [(built / "models" / "others_en" / link).read_bytes() for link in found] == [*MEDIA.values()]


def mkdocs(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *args]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "true"}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def read(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_every_card_has_a_page(built: Path) -> None:
    for name in [*MODELS, "hostile_en"]:
        assert f"<code>{name}</code>" in read(built, f"models/{name}/index.html")


def test_home_list_style_and_catalogue_are_there(built: Path) -> None:
    assert "<h1>Our hub</h1>" in read(built, "index.html")
    (sheet,) = re.findall(r'<link rel="stylesheet" href="\.\./([^"]*)">', read(built, "models/index.html"))
    assert ".mh-status {" in read(built, sheet)
    assert (built / "models/page/2/index.html").is_file()
    assert (built / "assets/modelhub.css").is_file()
    assert len(json.loads(read(built, "catalog.json"))["models"]) == len(MODELS) + 1
    assert (built / "catalog.schema.json").is_file()


def test_the_search_of_the_guide_finds_only_what_was_written_by_hand(built: Path) -> None:
    found = {entry["location"] for entry in json.loads(read(built, "search/search_index.json"))["docs"]}
    assert found == {"about/"}


def test_title_description_contents_and_edit_link(built: Path) -> None:
    page = read(built, "models/news_en/index.html")
    assert "<title>News topics - Our hub</title>" in page
    assert '<meta name="description" content="A small model. It is called news_en.">' in page
    assert '<a href="#benchmark" class="md-nav__link">' in page
    assert '<link rel="canonical" href="https://hub.example/sub/models/news_en/">' in page


def test_the_edit_link_leads_to_the_card(tmp_path: Path) -> None:
    root = make_hub(tmp_path)
    (root / "docs").mkdir()
    features = "theme:\n  name: material\n  features: [content.action.edit]\n"
    (root / "mkdocs.yml").write_text(MKDOCS_YML.replace("theme:\n  name: material\n", features), encoding="utf-8")
    site = build_site(root).folder
    assert 'href="https://code.example/us/hub/edit/main/cards/news_en.md"' in read(site, "models/news_en/index.html")


def test_every_link_of_the_site_arrives(built: Path) -> None:
    assert not list(broken_links(built))


def test_links_arrive_without_folders_too(tmp_path: Path) -> None:
    root = make_hub(tmp_path)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(MKDOCS_YML + "use_directory_urls: false\n", encoding="utf-8")
    site = build_site(root).folder
    assert 'href="news_en/index.html"' in read(site, "models/index.html") + read(site, "models/page/2/index.html")
    assert not list(broken_links(site))


def broken_links(site: Path) -> Iterator[str]:
    """Links to pages, files and headings of the site that are not there."""
    for file in site.rglob("*.html"):
        if file.name == "404.html":  # It is served anywhere, so its links begin at the root.
            continue
        for link in re.findall(r'(?:href|src)="([^"]*)"', file.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:|//", link):
                continue
            path, _, anchor = html.unescape(link).partition("#")
            target = (file.parent / path.partition("?")[0]) if path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (anchor and f'id="{anchor}"' not in target.read_text(encoding="utf-8")):
                yield f"{file.relative_to(site)}: {link}"


def test_nothing_of_a_hostile_card_survives(built: Path) -> None:
    page = read(built, "models/hostile_en/index.html")
    harmless = read(built, "models/news_en/index.html")
    for pattern in (r"<script\b[^>]*>", r"<style\b", r"<iframe\b", r"<img\b", r"\son\w+=", r"javascript:"):
        # Material's own scripts are in every page.
        assert len(re.findall(pattern, tags(page))) == len(re.findall(pattern, tags(harmless)))
    assert not re.search(r"<script\b[^>]*>\s*alert", page)
    assert "<title>&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert ">49<" not in page
    assert "tracker.example" not in re.sub(r'<a href="https://tracker.example[^>]*>', "", page)


def tags(page: str) -> str:
    """A page with its text taken out: only tags and their attributes can do harm."""
    return " ".join(re.findall(r"<[^>]*>", page))


def test_hostile_text_in_the_list_and_on_the_home_page(built: Path) -> None:
    lists = "".join(file.read_text(encoding="utf-8") for file in built.glob("models/**/index.html"))
    assert '<script>alert("title")' not in lists
    assert "alert" not in read(built, "index.html")


def test_a_page_asks_no_other_host_for_anything(built: Path) -> None:
    for name in ("index.html", "models/index.html", "models/hostile_en/index.html"):
        assert not re.findall(r'<(?:script|img|iframe|source)\b[^>]*src="(?:https?:)?//[^"]*"', read(built, name))
        assert not re.findall(
            r'<link rel="(?:stylesheet|preconnect)"[^>]*href="(?:https?:)?//[^"]*"', read(built, name)
        )


def test_two_builds_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = make_hub(tmp_path)
    first, second = (contents(build_site(root, site_dir=tmp_path / name).folder) for name in ("one", "two"))
    assert first == second


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_hub_without_mkdocs_yml_gets_our_own(tmp_path: Path) -> None:
    built_site = build_site(make_hub(tmp_path))
    assert built_site.folder == tmp_path / "site"
    assert built_site.pages == len(list(built_site.folder.rglob("index.html")))
    assert built_site.warnings == ()
    assert "Model hub" in read(built_site.folder, "index.html")
    assert 'data-md-color-scheme="slate"' in read(built_site.folder, "models/news_en/index.html")


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("index.md", "index.html"),
        ("README.md", "index.html"),
        ("models/index.md", "models/index.html"),
        ("models/news_en.md", "models/news_en/index.html"),
    ],
)
def test_pages_written_by_hand_stay(tmp_path: Path, written: str, page: str) -> None:
    root = make_hub(tmp_path)
    (root / "docs" / written).parent.mkdir(parents=True)
    (root / "docs" / written).write_text("# Our words\n", encoding="utf-8")
    built_site = build_site(root)
    assert "Our words" in read(built_site.folder, page)
    assert built_site.pages == len(list(built_site.folder.rglob("index.html"))) - 1
    assert built_site.warnings == ()


def test_another_cards_folder_and_progress(tmp_path: Path) -> None:
    root = make_hub(tmp_path / "hub")
    write_card(tmp_path / "other", "only_en")
    seen: list[tuple[str, int, int]] = []
    built_site = build_site(root, cards=tmp_path / "other" / "cards", progress=lambda *step: seen.append(step))
    assert sum(built_site.statuses.values()) == 1
    total = built_site.pages
    assert seen == [("reading cards", 1, 1), *(("writing pages", done, total) for done in range(1, total + 1))]


def test_a_card_that_cannot_be_read_is_a_warning_and_the_others_go_on(tmp_path: Path) -> None:
    root = make_hub(tmp_path)
    (root / "cards" / "broken.md").write_bytes(b"\x00\x01\xff")
    built_site = build_site(root)
    (warning,) = built_site.warnings
    assert warning.startswith("cards/broken.md:1: ")
    assert "cards/broken.md" in read(built_site.folder, "index.html")
    assert (built_site.folder / "models/news_en/index.html").is_file()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("modelhub.toml", "crads = 'x'\n", "did you mean `cards`"),
        ("modelhub.toml", "cards = 'nowhere'\n", "nowhere"),
        ("mkdocs.yml", "site_name: x\nplugins: [search]\n", "does not list `modelhub`"),
        ("mkdocs.yml", "site_name: x\nplugins: [no-such-plugin]\n", "no-such-plugin"),
        ("mkdocs.yml", "site_name: x\nplugins: [modelhub: {root: nowhere}]\n", "nowhere"),
        ("mkdocs.yml", "site_name: [\n", "mkdocs.yml"),
    ],
)
def test_what_is_wrong_with_the_configuration_is_said(tmp_path: Path, file: str, content: str, message: str) -> None:
    root = make_hub(tmp_path)
    (root / "docs").mkdir()
    (root / file).write_text(content, encoding="utf-8")
    with pytest.raises(ModelhubError, match=re.escape(message)):
        build_site(root)


@pytest.mark.parametrize("place", [".", "cards", ".."])
def test_building_does_not_delete_the_hub(tmp_path: Path, place: str) -> None:
    root = make_hub(tmp_path / "hub")
    (root / "cards" / "sitemap.xml").touch()
    before = contents(tmp_path)
    with pytest.raises(ModelhubError, match="would delete"):
        build_site(root, site_dir=root / place)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(f"{MKDOCS_YML}site_dir: {place}\n", encoding="utf-8")
    with pytest.raises(ModelhubError):
        build_site(root)
    assert before.items() <= contents(tmp_path).items()


def test_building_does_not_delete_what_is_no_site(tmp_path: Path) -> None:
    root = make_hub(tmp_path / "hub")
    (tmp_path / "out").mkdir()
    build_site(root, site_dir=tmp_path / "out")
    build_site(root, site_dir=tmp_path / "out")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear all", encoding="utf-8")
    with pytest.raises(ModelhubError, match="neither empty nor a site"):
        build_site(root, site_dir=tmp_path / "letters")
    assert (tmp_path / "letters" / "a.txt").is_file()


def test_serving_builds_again_when_a_card_changes(tmp_path: Path) -> None:
    root = make_hub(tmp_path)
    with serving(root) as address:
        assert "News topics" in fetch(f"{address}models/news_en/")
        write_card(root, "news_en", title="Other news")
        write_card(root, "new_en", title="A new model")
        wait_for(f"{address}models/new_en/", "A new model")
        assert "Other news" in fetch(f"{address}models/news_en/")


def test_an_address_in_use_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ModelhubError, match=re.escape(address)):
            serve_site(make_hub(tmp_path), address=address)


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """``modelhub serve``, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "import sys, pathlib, generator.plugin as p; p.serve_site(pathlib.Path(sys.argv[1]), address=sys.argv[2])"
    command = [sys.executable, "-c", program, str(root), f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/", "Model hub")
        yield f"http://127.0.0.1:{port}/"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        process.kill()
        process.wait(timeout=PATIENCE)


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  our own server
        text: str = answer.read().decode()
    return text


def wait_for(address: str, text: str, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if text in fetch(address):
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"{address} does not show {text!r} after {seconds} seconds")


def test_building_imports_no_torch(tmp_path: Path) -> None:
    root = make_hub(tmp_path)
    program = (
        "import sys, pathlib, generator.plugin as p\n"
        "p.build_site(pathlib.Path(sys.argv[1]))\n"
        "sys.exit(bool({'torch', 'transformers', 'sklearn'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program, str(root)], timeout=PATIENCE, check=False).returncode == 0


@pytest.mark.corpus
def test_cards_of_the_corpus_get_a_page_each(
    corpus: Path, some_cards: Callable[[int], list[Path]], tmp_path: Path
) -> None:
    some = some_cards(8)
    for card in some:
        copy = tmp_path / "corpus" / card.relative_to(corpus)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(card.read_bytes())
    built_site = build_site(tmp_path, cards=tmp_path / "corpus")
    assert built_site.warnings == ()
    cards = [card.relative_to(corpus).with_suffix("").as_posix() for card in some]
    models = json.loads((built_site.folder / "catalog.json").read_bytes())["models"]
    assert len({model["id"] for model in models}) == len({model["card"] for model in models}) == len(cards)
    for model in models:
        assert model["name"] in read(built_site.folder, f"{model['url']}index.html")


def test_a_long_name_is_whole(built: Path) -> None:
    assert f"<code>{LONG_NAME}</code>" in read(built, f"models/{LONG_NAME}/index.html")
