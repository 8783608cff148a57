"""BT: the buttons of a card. Predicted Entities, put in anew, begin in line 61."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]

S3 = "s3.amazonaws.com/models.example"
FILE = "news_topic_en_5.3.0_3.0_1714550000000.zip"
DEMO = "[Live Demo](https://example.org/demo){:.button}"
NO_DEMO = '<button class="button" disabled>Live Demo</button>'


NOTEBOOK = "github.com/news-lab/topics/blob/main/topics.ipynb"


def buttons(*lines: str) -> dict[str, str]:
    return {"markdown": "\n".join(["## Predicted Entities", "", "`World`, `Sports`", "", *lines]) + "\n"}


def download(file: str = FILE) -> str:
    return f"[Download](https://{S3}/{file}){{:.button}}"


def copy(uri: str) -> str:
    return f"[Copy S3 URI]({uri}){{:.button}}"


FAILS: list[tuple[dict[str, str], Expected]] = [
    (buttons(DEMO), [("BT001", 65, 1, "there is no button `Download` beside this one")]),
    (
        buttons("<button disabled>Download</button>"),
        [("BT001", 65, 1, "the button `Download` leads nowhere")],
    ),
    (
        buttons(download(), copy(f"s3://models.example/other/{FILE}")),
        [("BT002", 66, 1, f"Copy S3 URI leads to `other/{FILE}`, but Download to `{FILE}`")],
    ),
    (
        buttons(f"[Download](https://one.s3.eu-west-1.amazonaws.com/{FILE}){{:.button}}", copy(f"s3://two/{FILE}")),
        [("BT002", 66, 1, f"Copy S3 URI leads to `two/{FILE}`, but Download to `one/{FILE}`")],
    ),
    (
        buttons(download(FILE.replace("news", "film"))),
        [("BT003", 65, 1, "the file is of the model `film_topic`, but the card's name is `news_topic`")],
    ),
    (
        buttons(download(FILE.replace("_en_", "_de_"))),
        [("BT003", 65, 1, "the file is for the language `de`, but the card's is `en`")],
    ),
    (
        buttons(f"[Open in Colab](https://{NOTEBOOK}){{:.button}}", download()),
        [("BT005", 65, 1, "the button `Open in Colab` leads to GitHub")],
    ),
    (buttons(NO_DEMO, download()), [("BT004", 65, 1, "the button `Live Demo` is disabled")]),
]

PASSES = [
    {},
    buttons(),
    buttons(DEMO, download()),
    buttons("[Open in Colab](https://colab.research.google.com/github/a/b/blob/main/c.ipynb){:.button}", download()),
    buttons(f"[Open in Colab](https://githubtocolab.com/{NOTEBOOK}){{:.button}}", download()),
    buttons(f"[Notebook](https://{NOTEBOOK}){{:.button}}", download()),
    buttons(download(), copy(f"s3://models.example/{FILE}")),
    buttons(download("topic.zip")),
    buttons(copy(f"s3://models.example/{FILE}")),
    {"yaml": "verify:\n  source: path:models/topic\n", **buttons("<button disabled>Download</button>")},
    {"yaml": "language: [en, de]\ntags: [en]", **buttons(download(FILE.replace("_en_", "_xx_")))},
]


@pytest.mark.parametrize(("parts", "expected"), FAILS)
def test_fails(parts: dict[str, str], expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("BT", **parts) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("BT", **parts) == []


def test_where_colab_opens_a_notebook_is_said(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    text = card_text(**buttons(f"[Open in Colab](https://{NOTEBOOK}){{:.button}}", download()))
    helps = [item.help for item in lint_files({"a.md": text}) if item.rule == "BT005"]
    path = NOTEBOOK.removeprefix("github.com/")
    assert helps == [f"Colab opens it at `https://colab.research.google.com/github/{path}`"]
