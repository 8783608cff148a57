"""The index that Python writes, asked by the engine in Chromium and held against plain Python."""

from __future__ import annotations

import functools
import http.server
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from finder_maker import make_model
from finder_site import DOCUMENTS, ORDER, SHELF, Handler, write
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from generator.listing import Listing, Score, Shelf
from generator.publish.finder import files
from generator.publish.finder.editions import compatible
from generator.publish.finder.facets import FACETS
from generator.publish.finder.words import words_of

pytestmark = pytest.mark.browser
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("finder")
    write(folder, SHELF, DOCUMENTS)
    (folder / "encoded").symlink_to(folder)
    with served(folder) as address:
        yield address, folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def page(browser: Browser, site: tuple[str, Path]) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site[0])
    yield page
    context.close()


@pytest.fixture(scope="module")
def ask(page: Page) -> Ask:
    """Call a method of the finder."""
    page.evaluate("async () => { window.finder = await (await import('/assets/finder/finder.js')).openFinder('/'); }")

    def call(method: str, *arguments: Any) -> Any:
        script = """async ([method, given]) => {
            const answer = await window.finder[method](...given);
            return answer instanceof Map ? [...answer] : answer;
        }"""
        return page.evaluate(script, [method, arguments])

    return call


def found(ask: Ask, query: str = "", **options: Any) -> list[str]:
    answer = ask("find", {"query": query, "size": 100, **options})
    assert answer["total"] == len(answer["models"])
    return [model["name"] for model in answer["models"]]


def values(listing: Listing, key: str) -> set[str]:
    """The values of a facet that a model has."""
    if key == "compatible":
        editions = compatible({listing.edition for listing in SHELF.listings})
        return {edition for edition, others in editions.items() if listing.edition in others}
    facet = next(facet for facet in FACETS if facet.key == key)
    return {value for value, _ in facet.values(listing)}


def allowed(filters: dict[str, list[str]]) -> list[Listing]:
    return [
        listing
        for listing in ORDER
        if all(not chosen or values(listing, key) & set(chosen) for key, chosen in filters.items())
    ]


FILTERS: list[dict[str, list[str]]] = [
    {},
    {"task": ["Translation"]},
    {"task": ["Translation", "Text Classification"], "language": ["de", "xx"]},
    {"compatible": ["Spark NLP 3.1.0"], "status": ["verified", "failed"], "size": []},
    {"label": ["L3"], "tag": ["small"], "score": ["under-50", "50-70"]},
    {"support": ["deprecated"], "speed": ["10ms-50ms"], "kind": ["model"]},
    {"annotator": ["NoSuchThing"]},
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_filters_and_counts(ask: Ask, filters: dict[str, list[str]]) -> None:
    assert found(ask, filters=filters) == [listing.name for listing in allowed(filters)]
    for key in [facet.key for facet in FACETS] + ["compatible"]:
        others = allowed({name: chosen for name, chosen in filters.items() if name != key})
        expected = Counter(value for listing in others for value in values(listing, key))
        assert dict(ask("counts", {"filters": filters}, key)) == dict(expected), key


def test_values_and_first_values(ask: Ask, page: Page) -> None:
    facets = {facet["key"]: facet for facet in page.evaluate("finder.facets")}
    assert page.evaluate("finder.total") == len(ORDER)
    for key, facet in facets.items():
        every = ask("values", key)
        assert facet["distinct"] == len(every)
        assert facet["values"] == every[:20]
        expected = Counter(value for listing in ORDER for value in values(listing, key))
        assert {value["value"]: value["count"] for value in every} == dict(expected)
    assert {value["value"]: value["label"] for value in ask("values", "language")} == {
        "en": "English", "de": "German", "xx": "Multilingual", "ja": "Japanese", "zh": "Chinese", "ar": "Arabic",
        "fr": "French",
    }  # fmt: skip
    assert [value["label"] for value in ask("values", "status")] == ["Verified", "Failed", "Not run"]


def test_a_record_that_expired_since_the_build_makes_its_model_stale(browser: Browser, tmp_path: Path) -> None:
    past, future = "2026-01-02T03:04:05+00:00", "2200-01-02T03:04:05+00:00"
    measured = (Score("accuracy", 0.9),)
    made = {name: make_model(name) for name in ("late", "good", "wrong", "plain")}
    changes: dict[str, dict[str, Any]] = {
        "late": {"status": "verified", "expires": past, "measured": measured},
        "good": {"status": "verified", "expires": future, "measured": measured},
        "wrong": {"status": "mismatch", "expires": past},
        "plain": {},
    }
    shelf = Shelf(tuple(replace(listing, **changes[name]) for name, (listing, _) in made.items()))
    write(tmp_path, shelf, {listing.key: document for listing, document in made.values()})
    with served(tmp_path) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        answers = page.evaluate(ASKED)
        context.close()
    assert answers["counts"] == {"verified": 1, "stale": 2, "not-run": 1}
    assert answers["values"] == {"verified": 1, "stale": 2, "mismatch": 0, "not-run": 1}
    assert answers["stale"] == {"late": ["stale", None], "wrong": ["stale", None]}
    assert answers["verified"] == {"good": ["verified", 0.9]}
    assert "stale" in answers["first"]


ASKED = """async () => {
    const finder = await (await import("/assets/finder/finder.js")).openFinder("/");
    const found = async (status) => {
        const { models } = await finder.find({ filters: { status: [status] } });
        const told = ({ name, status, measured }) => [name, [status, measured?.value ?? null]];
        return Object.fromEntries(models.map(told));
    };
    return {
        counts: Object.fromEntries(await finder.counts({}, "status")),
        values: Object.fromEntries((await finder.values("status")).map(({ value, count }) => [value, count])),
        stale: await found("stale"),
        verified: await found("verified"),
        first: finder.facets.find(({ key }) => key === "status").values.map(({ value }) => value),
    };
}"""


def test_sorts(ask: Ask) -> None:
    def by(key: Callable[[Listing], Any]) -> list[str]:
        return [listing.name for listing in sorted(ORDER, key=key)]

    def score(listing: Listing) -> tuple[int, float]:
        scores = listing.measured or listing.claimed
        return (0 if listing.measured else 1 if listing.claimed else 2, -scores[0].value if scores else 0)

    assert found(ask, sort="recommended") == [listing.name for listing in ORDER]
    assert found(ask, sort="name") == by(lambda listing: listing.name)
    assert found(ask, sort="date") == by(lambda listing: -int(listing.date.replace("-", "")))
    assert found(ask, sort="size") == by(lambda listing: listing.bytes or float("inf"))
    assert found(ask, sort="speed") == by(lambda listing: listing.latency or float("inf"))
    assert found(ask, sort="score") == by(score)
    assert found(ask, "base", sort="name", filters={"task": ["Translation"]}) == [
        listing.name
        for listing in sorted(ORDER, key=lambda listing: listing.name)
        if listing.name.endswith("_base") and listing.tasks == ("Translation",)
    ]


def matching(query: str) -> set[str]:
    """The models whose words begin like those of the query."""
    words = [word for word in query.lower().split() if word != "in"]
    return {
        listing.name
        for listing in ORDER
        if all(
            any(other.startswith(word) for level in DOCUMENTS[listing.key].levels for other in level.split())
            for word in words
        )
    }


@pytest.mark.parametrize(
    "query",
    [
        "clinical",
        "clini",
        "diseases in clinical notes",
        "translation number",
        "german tran",
        "named Entity",
        "model 07",
    ],
)
def test_all_words_or_their_beginnings(ask: Ask, query: str) -> None:
    assert set(found(ask, query)) == matching(query) != set()


def test_every_word_of_a_card_finds_it(ask: Ask, page: Page) -> None:
    assert ask
    listing = ORDER[0]
    words = sorted(set(" ".join(DOCUMENTS[listing.key].levels).replace("*", "").replace(" _", " ").split()))
    script = """(words) => Promise.all(words.map(async (query) => {
        const { models } = await finder.find({ query, size: 100 });
        return models.map(({ name }) => name);
    }))"""
    answers = page.evaluate(script, words)
    assert {word for word, names in zip(words, answers, strict=True) if listing.name not in names} == set()
    assert len(words) > 20


def test_best_first(ask: Ask) -> None:
    assert found(ask, "ner clinical")[0] == found(ask, "ner-clinical")[0] == "ner_clinical"
    assert found(ask, "ner_clinical_lar")[0] == "ner_clinical_large"
    assert found(ask, "clinical notes") == ["ner_clinical", "ner_clinical_large"]


@pytest.mark.parametrize(
    ("query", "meant", "name"),
    [
        ("clincal", "clinical", "ner_clinical"),
        ("xlinical", "clinical", "ner_clinical"),
        ("clinicla", "clinical", "ner_clinical"),
        ("tranfsormesr ", "transformers", "translate_a_b"),
        ("frnech", "french", "sentiment_french"),
    ],
)
def test_typing_mistakes(ask: Ask, query: str, meant: str, name: str) -> None:
    answer = ask("find", {"query": query})
    assert answer["words"] == [{"word": query.strip(), "as": [meant], "found": True}]
    assert name in [model["name"] for model in answer["models"]]
    assert not answer["partial"]


def test_what_no_model_has(ask: Ask) -> None:
    answer = ask("find", {"query": "clinical zzzzzzzz"})
    assert answer["partial"]
    assert answer["words"][1] == {"word": "zzzzzzzz", "as": [], "found": False}
    assert {model["name"] for model in answer["models"]} == {"ner_clinical", "ner_clinical_large"}
    nothing = ask("find", {"query": "qqqqqqqq"})
    assert (nothing["total"], nothing["partial"]) == (0, False)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("中文", "classifier_chinese"),
        ("文本分类", "classifier_chinese"),
        ("型", "classifier_chinese"),
        ("نصوص", "classifier_arabic"),
        ("ﻧﻤﻮﺫﺝ", "classifier_arabic"),
        ("cafe creme", "sentiment_french"),
        ("STRASSE oeuvre", "sentiment_french"),
    ],
)
def test_scripts_and_spellings(ask: Ask, query: str, name: str) -> None:
    assert found(ask, query) == [name]


def test_query_and_index_have_the_same_words(page: Page) -> None:
    texts = [
        "Ünïcode Ǆ ﬁne ① ² K", "Îİi ΣΑΣ", "हिन्दी में पाठ", "ภาษาไทย", "日本語のテキスト2", "한국어 모델", "עִבְרִית",
        "العَرَبِيَّة", "x_y-z.1", "tiếng Việt", "ELECTRIC™ ½", "မြန်မာ", "Ελληνικά", "ß ẞ",
    ]  # fmt: skip
    script = """async (texts) => {
        const { wordsOf } = await import('/assets/finder/words.js');
        return texts.map((text) => [...new Set(wordsOf(text).map(({ text }) => text))].sort());
    }"""
    for text, words in zip(texts, page.evaluate(script, texts), strict=True):
        # The index also has the last character of a run by itself, and Arabic words without their article.
        more = set(words_of(text)) - set(words)
        assert set(words) <= set(words_of(text)), text
        assert all(len(word) == 1 or f"ال{word}" in words for word in more), text


def test_excerpts_mark_the_words(ask: Ask) -> None:
    model = ask("find", {"query": "hugging trans"})["models"][0]
    assert model["name"] == "translate_a_b"
    assert "".join(piece["text"] for piece in model["excerpt"]) == model["summary"]
    assert model["summary"] == "A text about Hugging Face & friends: transformers."
    assert [piece["text"] for piece in model["excerpt"] if piece["hit"]] == ["Hugging", "trans"]
    assert model["marked"]["name"] == [{"text": "trans", "hit": True}, {"text": "late_a_b", "hit": False}]
    chinese = ask("find", {"query": "文本"})["models"][0]
    assert [piece["text"] for piece in chinese["excerpt"] if piece["hit"]] == ["文本"]
    assert chinese["languageNames"] == ["Chinese"]


def test_pages_of_results(ask: Ask) -> None:
    every = found(ask, "model")
    pages = [ask("find", {"query": "model", "from": start, "size": 25}) for start in (0, 25, 50, 75)]
    assert [model["name"] for answer in pages for model in answer["models"]] == every
    assert {answer["total"] for answer in pages} == {len(every)}


def test_a_server_that_says_that_files_are_encoded(page: Page) -> None:
    script = """async () => {
        const { openFinder } = await import('/assets/finder/finder.js');
        return (await (await openFinder('/encoded/')).find({ query: 'clinical' })).total;
    }"""
    assert page.evaluate(script) == 2


def test_a_site_that_was_built_anew(browser: Browser, site: tuple[str, Path]) -> None:
    address, folder = site
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.evaluate("async () => { window.finder = await (await import('/assets/finder/finder.js')).openFinder('/'); }")
    listing, document = make_model("brand_new", title="Brand new")
    shelf = Shelf((listing, *SHELF.listings))
    for path in files(SHELF, DOCUMENTS):
        (folder / path).unlink()
    write(folder, shelf, DOCUMENTS | {"brand_new": document})
    try:
        assert page.evaluate("async () => (await finder.find({ query: 'brand' })).total") == 1
        assert page.evaluate("finder.total") == len(ORDER) + 1
    finally:
        write(folder, SHELF, DOCUMENTS)
        context.close()
