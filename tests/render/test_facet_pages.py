"""Plain lists by task, language, licence and label: every model is reached by links alone."""

from __future__ import annotations

import posixpath
import re

import msgspec
from listing_maker import listing

from generator.hub import Hub
from generator.listing import Shelf
from generator.publish import shelf_of
from generator.render.draft import Draft
from generator.render.facet_pages import facet_pages
from generator.render.links import Links
from generator.render.page import Page
from generator.render.prose import plain


def made(shelf: Shelf, size: int = 100) -> dict[str, Page]:
    pages = [draft.make() for draft in facet_pages(shelf, size, Links(directory_urls=False))]
    assert len({page.path for page in pages}) == len(pages)
    return {page.path: page for page in pages}


def reached(pages: dict[str, Page], start: str) -> set[str]:
    """Every path that links lead to."""
    seen, waiting = set(), [start]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in pages:
            seen.add(path)
            continue
        seen.add(path)
        links = re.findall(r'href="([^"]*)"', pages[path].html)
        waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) for link in links]
    return seen


def test_links_lead_from_the_first_page_to_every_page_and_every_model(hub: Hub) -> None:
    shelf = shelf_of(hub)
    pages = made(shelf, size=2)
    seen = reached(pages, "browse/index.html")
    assert set(pages) <= seen
    assert {f"models/{model.url}/index.html" for model in shelf.listings} <= seen
    assert not {path for path in seen if not path.startswith("models/")} - set(pages) - {"models/index.html"}


def test_a_value_lists_its_models_by_name_over_pages() -> None:
    names = [f"model_{number}" for number in range(5)]
    models = [listing(name, tasks=("Translation",), languages=("de",)) for name in reversed(names)]
    pages = made(Shelf(tuple(models)), size=2)
    of_value = [page for path, page in pages.items() if path.startswith("browse/languages/de/")]
    assert [page.path for page in of_value] == [
        "browse/languages/de/index.html",
        "browse/languages/de/page/2/index.html",
        "browse/languages/de/page/3/index.html",
    ]
    assert [name for page in of_value for name in re.findall(r">(model_\d)</a>", page.html)] == names
    assert of_value[1].title == "Models for German, page 2 of 3"
    assert "3 to 4 of 5 models, by name. Cards write this language as de." in plain(of_value[1].html)
    assert 'rel="prev" href="../../index.html"' in of_value[1].html
    assert 'rel="next" href="../3/index.html"' in of_value[1].html


def test_values_are_named_and_counted_with_the_largest_first() -> None:
    models = [listing(str(n), languages=("de",) if n else ("fr",)) for n in range(3)]
    text = plain(made(Shelf(tuple(models)))["browse/languages/index.html"].html)
    assert "German de 2 models French fr 1 model" in text


def test_an_empty_hub_has_one_page() -> None:
    (page,) = made(Shelf(())).values()
    assert "no cards yet" in page.html


def test_what_a_card_writes_is_text() -> None:
    attack = "<script>alert(1)</script>"
    model = listing(
        "a", tasks=(attack,), languages=(attack,), license=attack, labels=(attack,), title=attack, name=attack
    )
    for page in made(Shelf((model, msgspec.structs.replace(model, key="b", url="b")))).values():
        assert "<script" not in page.html
        assert re.fullmatch(r"[a-z0-9/.-]+", page.path)


def test_a_draft_tells_all_that_its_page_shows(hub: Hub) -> None:
    """Where a page differs, so does what its draft says it is made of."""
    before = shelf_of(hub)
    changed = msgspec.structs.replace(before.listings[0], title="Another title", tasks=("Another task",))
    after = Shelf((changed, *before.listings[1:]))

    def drafts(shelf: Shelf) -> dict[str, Draft]:
        return {draft.path: draft for draft in facet_pages(shelf, 3, Links())}

    old, new = drafts(before), drafts(after)
    same = [path for path in old.keys() & new.keys() if encoded(old[path]) == encoded(new[path])]
    assert same
    assert all(old[path].make() == new[path].make() for path in same)
    assert "browse/tasks/another-task/index.html" in new


def encoded(draft: Draft) -> bytes:
    return msgspec.msgpack.encode(draft.of)
