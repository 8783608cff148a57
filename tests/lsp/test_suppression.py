from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from editor import CARD

from generator.config import LintConfig
from generator.lsp.homes import Checker
from generator.lsp.suppression import suppressed

CHECKER = Checker("cards/a.md", "a", LintConfig(ignore=["SO", "BT004", "HB"]), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("old", "new", "rule", "excused"),
    [
        ("supported: true", "suported: true", "FM003", "suported: true  # modelhub: ignore FM003 -- reason\n"),
        ("title: News", "title: >\n  x\ntitel: News", "FM003", "titel: News topic of a short English text  # modelhub"),
        ("date: 2024-05-17\n", "", "FM001", "---\n# modelhub: ignore-file FM001 -- reason\nlayout"),
        (
            "Sorts a short",
            "This sentense sorts a short",
            "TX006",
            " news text into one of four topics. <!-- modelhub: ignore TX006 -- reason -->\n",
        ),
        (
            "|Model Name:|news_topic_example|",
            "|Model Name:|other_topic|",
            "MI004",
            "## Model Information\n\n<!-- modelhub: ignore MI004 -- reason -->\n{:.table-model}\n|---|---|\n",
        ),
        (
            "stages=[document,",
            "stages=[documnt,",
            "PY003",
            '## How to use\n\n<!-- modelhub: ignore PY003 -- reason -->\n<div class="tabs-box" markdown="1">\n',
        ),
        ("## Results", "## Resluts", "SE004", "<!-- modelhub: ignore SE004 -- reason -->\n## Resluts\n"),
    ],
    ids=["front matter", "misread key", "opening line", "prose", "table", "code", "heading"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_comment_stands_where_it_is_no_part_of_the_card(
    old: str, new: str, rule: str, excused: str, end: str
) -> None:
    assert old in CARD
    text = CARD.replace(old, new, 1).replace("\n", end)
    found = CHECKER.check(text)
    (finding,) = [item for item in found if item.rule == rule]
    after = suppressed(text, finding, found, CHECKER)
    assert after is not None
    assert excused.replace("\n", end) in after
    left = CHECKER.check(after)
    assert [item.rule for item in left] == [item.rule for item in found if item is not finding]


def test_what_no_comment_can_excuse_gets_none() -> None:
    for text, rule in (("# No card\n", "RD003"), (CARD + "<!-- modelhub: ignore PY003 -- so -->\n", "SU001")):
        found = CHECKER.check(text)
        (finding,) = [item for item in found if item.rule == rule]
        assert suppressed(text, finding, found, CHECKER) is None


@pytest.mark.corpus
def test_every_finding_in_the_seeds_can_be_excused(seeds: Path) -> None:
    excused = 0
    for seed in sorted(seeds.glob("*.txt")):
        text = seed.read_bytes().decode()
        found = CHECKER.check(text)
        for finding in found:
            assert suppressed(text, finding, found, CHECKER), finding
            excused += 1
    assert excused > 20
