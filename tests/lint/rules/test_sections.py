"""SE: the sections of a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

FAILS: list[tuple[dict[str, str], Expected]] = [
    (
        {"text": "---\nname: a\n---\n\n## How to use\n\nCall it.\n\n## Model Information\n\n|a|b|\n"},
        [("SE001", 1, 1, "required section `## Description` is missing")],
    ),
    ({"markdown": "## Benchmarking\n\n\n"}, [("SE002", 65, 1, "section `Benchmarking` is empty")]),
    (
        {"markdown": "## Description\n\n{:.btn-box}\n"},
        [
            ("SE002", 61, 1, "section `Description` is empty"),
            ("SE005", 61, 1, "section `Description` belongs before `Predicted Entities`, which stands in line 18"),
        ],
    ),
    (
        {"markdown": "## Benchmarking\n\n0.93\n\n## Benchmarking\n\n0.94\n"},
        [
            ("SE003", 69, 1, "section `Benchmarking` stands twice, first in line 65"),
        ],
    ),
    ({"markdown": "## Bechmarking\n\n0.93\n"}, [("SE004", 65, 1, "unusual title `Bechmarking`")]),
    ({"markdown": "## Data source\n\nNews.\n"}, [("SE004", 65, 1, "unusual title `Data source`")]),
    (
        {"markdown": "## Results\n\n`Sports`\n"},
        [("SE005", 59, 1, "section `Results` belongs before `Model Information`, which stands in line 43")],
    ),
    ({"markdown": "## Limits\n\n<div>\n<DIV class='a'>\n</div>\n"}, [("SE006", 67, 1, "`<div>` is never closed")]),
    ({"markdown": "## Limits\n\nNone.</div>\n"}, [("SE006", 67, 6, "`</div>` closes nothing")]),
    ({"markdown": "## Limits\n\n{% inlcude a.html %} None.\n"}, [("SE007", 67, 1, "unknown Liquid tag `inlcude`")]),
    (
        {"markdown": "## Limits\n\nNone. {% include a.html\n"},
        [("SE007", 67, 7, "the Liquid tag is not closed by `%}`")],
    ),
    ({"markdown": "## Limits\n\nNone.\n{:.a\n"}, [("SE008", 68, 1, "the attribute list is not closed by `}`")]),
    ({"markdown": "## Limits\n\nNone.\n{:x=y}\n"}, [("SE008", 68, 1, "`{:x=y}` is no attribute list")]),
    ({"markdown": "## Limits\n\nTBD\n"}, [("SE009", 67, 1, "`TBD` is a placeholder")]),
    (
        {"markdown": "## Limits\n\nNow add your text here.\n"},
        [("SE009", 67, 5, "`add your text here` is a placeholder")],
    ),
    (
        {"markdown": "## Limits\n\n[More Information Needed]\n"},
        [("SE009", 67, 1, "`[More Information Needed]` is a placeholder")],
    ),
    ({"markdown": "## Limits\n\nLorem ipsum dolor.\n"}, [("SE009", 67, 1, "`Lorem ipsum` is a placeholder")]),
]

PASSES = [
    {},
    {"markdown": "## Benchmarking\n\n```bash\naccuracy 0.93\n```\n"},
    {"markdown": "## Benchmarking\n\n### On news\n\n0.93\n"},
    {"markdown": "## Dataset\n\nNews.\n\n## Result of a study\n\nGood.\n\n## Cite\n\nUs.\n"},
    {"markdown": "## References\n\nA.\n\n## Data Source\n\nA.\n\n## Benchmarking\n\nA.\n\n## Included Models\n\nA.\n"},
    {"markdown": "## Limits\n\n<div><div>None.</div></div> `</div>` <!-- <div> -->\n\n```html\n<div>\n```\n"},
    {"markdown": '## Limits\n\n{% include a.html x="{b}" %} {%- if a -%} None. {%- endif -%} `{% a`\n'},
    {"markdown": "## Limits\n\nNone.\n{: .a #b c=\"d e\" f='g' toc}\n{::comment}\n"},
    {"markdown": "## Limits\n\nSee TODO.md, `TODO` and the [todo list](a.md); click here. Put simply, here we stop.\n"},
    {"markdown": '## Limits\n\n```bash\nnever closed\n\n<div class="tabs-box">\n```python\na = 1\n```\n\n</div>\n'},
    {"markdown": "## Training\n\nOn a laptop.\n\n## Limits\n\nEnglish only.\n"},
]


@pytest.mark.parametrize(("parts", "expected"), FAILS)
def test_fails(parts: dict[str, str], expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("SE", **parts) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("SE", **parts) == []


def test_a_model_that_gives_labels_shows_them(found: Callable[..., Expected], card_text: Callable[..., str]) -> None:
    text = card_text().replace("## Predicted Entities", "## Topics").replace("## Results", "## Answers")
    answers = ("SE010", 1, 1, "`BertForSequenceClassification` gives labels, but there is no section `## Results`")
    labels = ("SE010", 1, 1, answers[3].replace("Results", "Predicted Entities"))
    assert found("SE010", text=text) == [labels, answers]
    zero_shot = text.replace("BertForSequenceClassification", "BertForZeroShotClassification")
    assert [message.rpartition(" ")[2] for *_, message in found("SE010", text=zero_shot)] == ["Results`"]
    assert found("SE010", text=text.replace("BertForSequenceClassification", "BertEmbeddings")) == []
