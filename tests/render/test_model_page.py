"""A model's page says what is claimed, what was observed, and which is which."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup
from msgspec import structs
from site_maker import LONG_NAME, MODELS, check

from generator.config import Config
from generator.hub import Entry
from generator.measurement import BenchmarkRun, Bounds, Metric, RowScore
from generator.record import Settings
from generator.render.links import Links
from generator.render.model_page import model_page
from generator.render.page import Page
from generator.render.prose import plain
from generator.render.snippet import snippet
from generator.render.status import STATUS_TEXTS
from generator.store import load_hub
from generator.verify_block import Options

Show = Callable[[str], Page]


@pytest.fixture
def show(entry: Callable[[str], Entry]) -> Show:
    return lambda name: model_page(entry(name), Links())


def section(page: Page, anchor: str) -> str:
    """The text of a page below a heading."""
    return plain(page.html.partition(f'<h2 id="{anchor}">')[2].partition("<h2")[0])


def anchors(page: Page) -> list[str]:
    return [heading.anchor for heading in page.headings()]


@pytest.mark.parametrize("name", MODELS)
def test_status_stands_at_the_top_with_word_meaning_and_reason(
    name: str, show: Show, entry: Callable[[str], Entry]
) -> None:
    status, reason = entry(name).status, entry(name).reason
    assert status == (MODELS[name][1] or "not-run")
    top = plain(show(name).html.partition("<h2")[0])
    assert f'data-status="{status}"' in show(name).html
    assert STATUS_TEXTS[status].word in top
    assert STATUS_TEXTS[status].meaning in top
    assert f"Reason: {reason}" in top


def test_the_parts_of_a_page_in_reading_order(show: Show) -> None:
    assert anchors(show("news_en")) == [
        "labels",
        "how-to-use",
        "results",
        "benchmark",
        "speed",
        "how-verified",
        "information",
        "card-line-64",
        "related",
        "citation",
    ]


def test_what_the_model_does_stands_above_its_status_and_that_above_facts_and_buttons(show: Show) -> None:
    html = show("news_en").html
    places = [html.index(part) for part in ("<h1", "A small model.", "data-status", "mh-facts", "mh-buttons", "<h2")]
    assert places == sorted(places)
    assert html.count("<p>A small model.") == 1


def test_scores_are_shown_as_bars_with_their_numbers(show: Show) -> None:
    page = show("news_en")
    assert "Predicted: Sports" in section(page, "results")
    assert "Sports predicted 0.9712 World 0.0288" in section(page, "results")
    assert '<rect class="mh-bar" width="97.1%" height="100%"/>' in page.html


def test_entities_are_labelled_in_the_running_text(show: Show) -> None:
    text = section(show("ner_en"), "results")
    assert "Ada (PER) met Babbage (PER) in London (LOC)." in text
    assert "London LOC 0.9700" in text


def test_words_stand_with_their_tags(show: Show) -> None:
    assert "Mills NOUN grind VERB ." in section(show("pos_en"), "results")


def test_figures_stand_with_their_intervals_and_mistakes(show: Show) -> None:
    html = show("news_en").html
    assert '<span class="mh-around">0.900–0.970</span>' in html  # noqa: RUF001  a range
    assert '<span class="mh-around">0.908–0.971</span>' in html  # noqa: RUF001  a range
    assert "14 of 240 rows have a mistake" in html
    assert "95 % intervals: figures of 1,000 draws of the rows" in html
    assert re.search(r"1,207</th>\s*<td>World</td><td>Sports</td>\s*<td[^>]*>0.9981</td>", html)


def test_every_kind_of_answer_is_shown(show: Show) -> None:
    html = show("others_en").html
    assert "Ada lives in &lt;London&gt;." in html
    assert "7 tokens generated." in html
    assert "50 tokens generated; it was stopped there and might have gone on." in html
    assert "Score 0.9123; the context was read in 3 windows that overlap." in html
    assert "Words for the mask of sample 4, observed" in html
    assert "4.25" in html
    assert "One vector for the text" in html
    assert "384 numbers, length 1; pooling: mean." in html
    assert "0.125, -0.5, 0.01, 0.01, 0.01, 0.01, …" in html
    assert "A vector for each of 2 words" in html
    assert "pooling: first token." in html
    assert "4 beams, at most 50 new tokens" in html
    assert "numbers ±0.01, cosines at least 0.999" in html
    assert "<code>translate:</code>" in html
    assert "Choices of sample 8, observed" in html
    assert "The image has 1,640 × 480 pixels; the model read 224 × 224." in html  # noqa: RUF001  a product
    assert "ADA &lt;LIVES&gt;" in html
    assert "61.25 s at 44,100 Hz, resampled to 16,000 Hz; language: en; heard in 3 windows that overlap." in html
    assert "(nothing was heard)" in html
    assert "1.00 s at 16,000 Hz." in html


def test_an_agreeing_claim_stands_at_the_figure(show: Show) -> None:
    text = section(show("news_en"), "benchmark")
    assert "observed on data/test.jsonl, 240 rows" in text
    assert "0.9344 agrees with claimed 0.934" in text


def test_charts_stand_with_a_table_and_a_caption(show: Show) -> None:
    html = show("news_en").html
    charts = re.findall(r'<svg class="mh-chart" role="img" aria-labelledby="([^"]+)"', html)
    assert charts == [f"chart-{name}-caption" for name in ("labels", "confusions", "latency", "throughput")]
    for caption in charts:
        assert html.count(f'id="{caption}"') == 1
    text = section(show("news_en"), "benchmark")
    assert "F1 of each label, observed" in text
    assert "The line with ends is the 95 % interval. The diamond is what the card claims." in text
    assert "What was taken for what, as a table What was taken for what, in rows Right Sports World" in text


def test_what_a_card_claims_of_its_labels_is_drawn_as_claimed(show_text: Callable[[str], Page]) -> None:
    report = "```bash\n precision recall f1-score support\nA 0.9 0.9 0.95 6\nB 0.9 0.9 0.75 6\n```\n"
    page = show_text(f"## Benchmarking\n\n{report}")
    text = section(page, "benchmark")
    assert "F1 of each label, claimed" in text
    assert "F1 of each label, claimed as a table F1 of each label, claimed Label F1 A 0.95 B 0.75" in text
    assert 'fill="url(#chart-claims-hatch)"' in page.html
    assert "observed" not in text


@pytest.mark.parametrize("name", [*MODELS, "hostile_en"])
def test_no_page_has_styles_or_scripts_of_its_own(name: str, show: Show) -> None:
    html = without_data(show(name))
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
    assert "<style" not in html
    assert "<script" not in html


def without_data(page: Page) -> str:
    """A page without its one script that is data, and holds no markup."""
    html, found = re.subn(r'<script type="application/ld\+json">[^<>]*</script>', "", str(page.html))
    assert found == 1
    return html


def test_an_answer_is_marked_in_its_context(show: Show) -> None:
    text = section(show("others_en"), "results")
    assert "Answer observed Ada lives in London (answer). Score 0.9123" in text


def test_a_translation_stands_beside_its_source_each_in_its_language(entry: Callable[[str], Entry]) -> None:
    found = entry("others_en")
    assert found.record is not None
    settings = Settings(options=Options(source_language="fr", target_language="ar"))
    record = found.record.model_copy(
        update={"task": "translation", "settings": settings, "samples": found.record.samples[:1]}
    )
    html = model_page(replace(found, record=record), Links()).html
    assert '<section class="mh-sample mh-pair"' in html
    assert '<dd dir="auto" lang="fr">Ada vit' in html
    assert '<blockquote class="mh-answer" dir="auto" lang="ar">Ada lives' in html


def test_neighbours_of_embeddings_are_shown_where_there_are_several(entry: Callable[[str], Entry]) -> None:
    found = entry("others_en")
    assert found.record is not None
    (sample,) = [one for one in found.record.samples if getattr(one.output, "of", "") == "word"]
    record = found.record.model_copy(update={"samples": [sample]})
    text = section(model_page(replace(found, record=record), Links()), "results")
    assert "Nearest neighbours" in text
    assert "A film" in text
    assert "1.000" in text
    assert "Nearest neighbours" not in show_plain(entry("news_en"))


def show_plain(entry: Entry) -> str:
    return plain(model_page(entry, Links()).html)


def test_a_model_is_cited_and_found_by_programs(entry: Callable[[str], Entry]) -> None:
    page = model_page(entry("news_en"), Links())
    assert "@misc{news_en, author = {{The authors of these tests}}," in section(page, "citation")
    assert '<a href="model.json" type="application/json">JSON</a>' in page.html
    assert '<a href="model.md" type="text/markdown">Markdown</a>' in page.html


def test_without_an_author_the_citation_says_so(show_text: Callable[[str], Page]) -> None:
    text = section(show_text(""), "citation")
    assert "The card names no author" in text
    assert "cff-version" not in text


def test_a_deprecated_model_says_so_at_the_top(entry: Callable[[str], Entry]) -> None:
    found = entry("news_en")
    facts = structs.replace(found.card.facts, deprecated=True)
    top = show_plain(replace(found, card=structs.replace(found.card, facts=facts))).partition("Task")[0]
    assert "news_en deprecated The author of this model advises against using it any more." in top


def test_figures_of_a_task_without_labels(entry: Callable[[str], Entry]) -> None:
    news = entry("news_en")
    metric = Metric(
        name="bleu", value=33.91, unit="percent", interval=Bounds(low=30.1, high=36.2), signature="nrefs:1|tok:13a"
    )
    worst = [RowScore(line=7, value=12.5)]
    run = BenchmarkRun(
        data="d.jsonl", sha256="0", rows=9, level="row", resamples=1000, metrics=[metric], worst=worst,
        worst_by="chrf", wrong_rows=4,
    )  # fmt: skip
    claim = check("bleu", "34.2", "33.91", where="benchmarking")
    assert news.record is not None
    record = news.record.model_copy(update={"benchmark": run, "checks": [claim]})
    page = model_page(replace(news, record=record), Links())
    text = section(page, "benchmark")
    assert "BLEU 33.91 agrees with claimed 34.2 30.10–36.20 nrefs:1|tok:13a" in text  # noqa: RUF001  a range
    assert "4 of 9 rows are not answered perfectly" in text
    assert "Support counts" not in text


def test_a_differing_claim_stands_beside_what_was_observed(show: Show) -> None:
    page = show("wrong_en")
    assert "label Results, line 40 World Sports differs claimed World" in section(page, "results")
    benchmark = section(page, "benchmark")
    assert "0.9421 differs from claimed 0.99" in benchmark
    assert "f1 of Weather Benchmarking, line 40 0.9" in benchmark
    assert "not checked: no row" in benchmark


@pytest.mark.parametrize("name", ["broken_en", LONG_NAME])
def test_without_an_observation_the_cards_results_are_the_authors_claim(name: str, show: Show) -> None:
    page = show(name)
    for anchor in ("results", "benchmark"):
        assert section(page, anchor).startswith(
            {"results": "Results", "benchmark": "Benchmarking"}[anchor] + " claimed by the author, not verified"
        )
    assert section(page, "sample").endswith("no answer to it was observed. Input The final was close.")
    assert "mh-origin--observed" not in page.html


@pytest.mark.parametrize("name", [name for name, (_, status, _) in MODELS.items() if status != "verified"])
def test_no_page_says_verified_of_what_was_not(name: str, show: Show) -> None:
    text = plain(show(name).html)
    assert "Verified" not in text
    assert not re.search(r"(?<!not )\bverified\b", text)


def test_claims_about_words_stand_with_the_only_sample(show: Show) -> None:
    agrees, differs = show("news_en"), show("wrong_en")
    folded = "1 claim about its words agrees Claims about the words of sample 1 that agree Claim about"
    assert folded in section(agrees, "results")
    assert "word final Results, line 40 VERB NOUN differs claimed VERB" in section(differs, "results")
    assert "about its words" not in section(differs, "results")
    assert "Other claims" not in plain(agrees.html + differs.html)


def test_claims_without_a_place_are_folded_away_only_where_they_agree(entry: Callable[[str], Entry]) -> None:
    agrees, differs = (plain(twice_sampled(entry(name)).html) for name in ("news_en", "wrong_en"))
    assert "1 other claim of the card agrees Other claims of the card that agree" in agrees
    assert "Other claims of the card Claim about" in differs
    assert "word final Results, line 40 VERB NOUN differs claimed VERB" in differs
    assert "other claim of the card agrees" not in differs


def twice_sampled(entry: Entry) -> Page:
    """The page of a model with two samples: of which one a word is, is not said."""
    assert entry.record is not None
    record = entry.record.model_copy(update={"samples": entry.record.samples * 2})
    return model_page(replace(entry, record=record), Links())


def test_a_mismatch_lists_at_the_top_everything_that_differs(show: Show) -> None:
    top = plain(show("wrong_en").html.partition("<h2")[0])
    assert "All 3 claims that differ" in top
    assert all(claim in top for claim in ("sample 1 · label", "word final", "f1 of Sports"))
    assert "f1 of Weather" not in top
    assert "that differ" not in plain(show("news_en").html)


def test_a_stale_page_shows_the_old_observation_as_such(show: Show) -> None:
    page = show("old_en")
    assert "Answer observed for an earlier version of the card or the model" in section(page, "results")
    assert "240 rows for an earlier version of the card or the model." in section(page, "benchmark")
    assert "These facts are of the run before the change." in section(page, "how-verified")


def test_a_page_tells_when_it_was_observed_with_what_and_at_which_commit(entry: Callable[[str], Entry]) -> None:
    page = model_page(replace(entry("news_en"), expires=""), Links())
    top = plain(page.html.partition("<h2")[0])
    assert "observed 2026-01-03 10:15 UTC, with torch 2.13.0, cpu" in top
    assert "Run at commit 1f1f1f1f1f1f; the card pins none" in top
    assert '<time datetime="2026-01-03T10:15:30Z" data-mh-age>' in page.html
    assert "data-mh-until" not in page.html, "without verify.max_age nothing expires"


def test_size_and_speed_stand_in_a_table(show: Show) -> None:
    text = section(show("news_en"), "speed")
    assert text.startswith("Size and speed observed; the speed 2026-01-03 10:20 UTC, in a process of its own.")
    assert "Parameters 460,804 Weights on disk 1.84 MB" in text
    assert "Latency, median 3.51 ms batch of 1, from text to answer; 100 answers" in text
    assert "Throughput, batch of 32 1,899 samples a second" in text
    assert (
        "sample 1 (12 tokens read) · cpu, float32, 1 thread · Example CPU 9000 (4 cores, 8 logical processors)" in text
    )
    assert "speed" not in anchors(show("ner_en"))


def test_a_record_that_expires_says_until_when_and_then_is_stale(entry: Callable[[str], Entry]) -> None:
    counting = model_page(replace(entry("news_en"), expires="2026-02-02T10:15:30+00:00"), Links())
    assert plain(counting.html).count("Counts until 2026-02-02 10:15 UTC") == 1
    assert re.search(r'--verified" data-mh-until="2026-02-02T10:15:30\+00:00">Verified', counting.html)
    assert re.search(r'--stale" data-mh-from="2026-02-02T10:15:30\+00:00" hidden>Stale', counting.html)
    over = replace(entry("news_en"), status="stale", reason="run 31 days ago", expires="2026-02-02", expired=True)
    text = plain(model_page(over, Links()).html)
    assert "Answer observed by a run of too long ago" in text
    assert "These facts are of a run of too long ago." in text
    assert "Verified" not in text


def test_a_page_tells_how_it_was_run_and_how_to_repeat_it(show: Show) -> None:
    page = show("news_en")
    text = section(page, "how-verified")
    assert "Weights (SHA-256) efef" in text
    assert "model.safetensors 1,843,200 cdcd" in text
    assert "torch 2.13.0" in text
    assert "The record of the run: news_en.json in the hub's folder of records." in text
    assert text.endswith("modelhub verify --rerun cards/news_en.md")


def test_a_page_that_was_not_run_says_why(show: Show, entry: Callable[[str], Entry]) -> None:
    reason = entry(LONG_NAME).reason
    assert f"Nothing was run: {reason}." in section(show(LONG_NAME), "how-verified")


def test_buttons_lead_out_copy_or_say_that_they_cannot(show: Show) -> None:
    html = show("news_en").html
    assert 'href="https://models.example/news_en.zip">Download</a>' in html
    assert 'data-clipboard-text="s3://models.example/news_en.zip">Copy S3 URI</button>' in html
    assert re.search(
        r'disabled aria-describedby="(button-\d)">Live Demo</button>\s*<span[^>]* id="\1">the card has no demo<', html
    )
    assert html.partition('id="citation"')[0].count("models.example/news_en.zip") == 2


def test_code_stands_in_tabs_that_material_drives(show: Show) -> None:
    html = show("news_en").html
    assert re.findall(r'<label for="(code-\w+)">(\w+)</label>', html) == [
        ("code-python", "Python"),
        ("code-scala", "Scala"),
        ("code-nlu", "NLU"),
        ("code-transformers", "Transformers"),
    ]
    assert re.findall(r'<input (checked="checked" )?id="code-(\w+)"', html) == [
        ('checked="checked" ', "python"),
        ("", "scala"),
        ("", "nlu"),
        ("", "transformers"),
    ]
    assert html.count('<div class="tabbed-block"') == 4


@pytest.mark.parametrize("name", MODELS)
def test_what_was_run_stands_in_a_tab_of_its_own(name: str, show: Show, entry: Callable[[str], Entry]) -> None:
    tab = show(name).html.partition('data-tab="transformers"')[2]
    record = entry(name).record
    has_script = bool(record and snippet(record))
    assert has_script == (MODELS[name][1] in {"verified", "mismatch", "stale"} or name == "ner_en")
    assert bool(tab) == has_script
    if has_script:
        note = "As it was run for an earlier version" if name == "old_en" else "With the settings of the run: prints"
        assert note in tab
        assert "1f" * 20 in tab


@pytest.fixture
def show_text(tmp_path: Path) -> Callable[[str], Page]:
    """The page of a card with this text after its front matter."""

    def show(body: str) -> Page:
        (tmp_path / "cards").mkdir()
        (tmp_path / "cards" / "a.md").write_text(f"---\nname: a\n---\n{body}", encoding="utf-8")
        (found,) = load_hub(tmp_path, Config()).entries
        return model_page(found, Links())

    return show


def test_sections_without_a_place_of_their_own_are_shown_and_empty_ones_are_not(
    show_text: Callable[[str], Page],
) -> None:
    page = show_text(
        "{:.h2_title}\nBefore all.\n\n## Description\n\nOne.\n\n## Data Source\n\n## Included Models\n\n- A\n- B\n\n"
        "## Description\n\nAgain.\n"
    )
    headings = [(heading.anchor, heading.title) for heading in page.headings()]
    assert headings == [
        ("description", "Description"),
        ("how-verified", "How to run it"),
        ("card-line-13", "Included Models"),
        ("card-line-18", "Description"),
        ("related", "In this hub"),
        ("citation", "How to cite it"),
    ]
    assert "<p>Before all.</p>" in page.html
    assert "h2_title" not in page.html


def test_a_card_with_nothing_but_front_matter_has_a_page(show_text: Callable[[str], Page]) -> None:
    page = show_text("")
    assert (page.title, page.description) == ("a", "a")
    assert [heading.anchor for heading in page.headings()] == ["how-verified", "related", "citation"]


def test_sections_that_continue_the_description_stay_with_it(show_text: Callable[[str], Page]) -> None:
    page = show_text("## Description\n\n## Training\n\nLong.\n\n## How to use\n\nSo.\n\n## Cite\n\nUs.\n")
    assert [heading.title for heading in page.headings()] == [
        "Training",
        "How to use",
        "How to run it",
        "Cite",
        "In this hub",
        "How to cite it",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`PER`, `LOC` and `ORG`", "PER LOC ORG"),
        ("Persons-`PER`, Locations-`LOC`.", "Persons-PER, Locations-LOC."),
    ],
)
def test_what_the_card_says_of_its_labels_is_kept(show_text: Callable[[str], Page], text: str, shown: str) -> None:
    page = show_text(f"## Predicted Entities\n\n{text}\n")
    assert section(page, "labels") == f"Predicted labels {shown}"


class Outline(HTMLParser):
    """Checks nesting and collects ids and heading levels."""

    VOID = frozenset({"input", "br", "hr", "img", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", [*MODELS, "hostile_en"])
def test_the_html_is_well_formed(name: str, show: Show) -> None:
    outline = Outline(show(name).html)
    assert not outline.open
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))


def test_a_hostile_card_gives_only_text(show: Show) -> None:
    html = without_data(show("hostile_en"))
    assert not re.search(
        r"<(script|style|svg(?! class=.mh-| aria-hidden)|img|iframe)|\son\w+=|javascript:[^<]*\"", html
    )
    assert "{{ 7*7 }}" in html
    assert "49" not in plain(Markup(html)).replace("2049", "")  # noqa: S704 - made here
