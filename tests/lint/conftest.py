"""Cards for the linter's tests: a sound one, and ways to spoil it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from generator.answer import Answer
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.hub import Entry, Hub, Unread, identifier, page_slug
from generator.lint import lint
from generator.read import read_card

PATH = "2024-05-01-news_topic_en.md"
TODAY = date(2025, 1, 1)
#: All but those that the sound card breaks, since it is an old one, and of no site that Jekyll makes.
EVERY_RULE = LintConfig(extend_select=["ALL"], ignore=["FM019", "MI014"])

#: What servers say in the pages of the rules.
ANSWERS = {
    "https://example.org/gone": Answer("dead", "answers 404 Not Found"),
    "https://example.org/moved": Answer("alive", moved_to="https://example.org/paper"),
    "https://example.org/busy": Answer("unchecked", "answers 429 Too Many Requests"),
}

SOUND = """\
---
layout: model
title: News topics
author: News Lab
name: news_topic
date: 2024-05-01
tags: [en, open_source, news]
task: Text Classification
language: en
edition: Spark NLP 5.3.0
spark_version: 3.0
supported: true
annotator: BertForSequenceClassification
article_header:
  type: cover
---

## Description

Sorts news into four topics.

## Predicted Entities

`World`, `Sports`, `Business`, `Science`

## How to use

<div class="tabs-box" markdown="1">

```python
document = DocumentAssembler().setInputCol("text").setOutputCol("document")
tokenizer = Tokenizer().setInputCols("document").setOutputCol("token")
classifier = BertForSequenceClassification.pretrained("news_topic", "en") \\
    .setInputCols(["document", "token"]) \\
    .setOutputCol("class").setCaseSensitive(True).setMaxSentenceLength(128)
pipeline = Pipeline(stages=[document, tokenizer, classifier])
data = spark.createDataFrame([["The striker scored twice."]]).toDF("text")
result = pipeline.fit(data).transform(data)
```

</div>

## Results

```bash
['Sports']
```

## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|License:|Apache 2.0|
|Edition:|Official|
|Input Labels:|[document, token]|
|Output Labels:|[class]|
|Language:|en|
|Case sensitive:|true|
|Max sentence length:|128|

## References

- https://huggingface.co/news-lab/topic-bert
"""

CardText = Callable[..., str]
Lint = Callable[..., list[Diagnostic]]
Found = Callable[..., list[tuple[str, int, int, str]]]


def _with_keys(text: str, yaml: str) -> str:
    """Put these front matter lines in the place of the keys that they set."""
    for key in re.findall(r"^([\w ]+):", yaml, re.MULTILINE):
        text = re.sub(rf"^{key}:.*\n(?: .*\n)*", "", text, count=1, flags=re.MULTILINE)
    return text.replace("\n---\n", f"\n{yaml.rstrip()}\n---\n", 1)


def _with_sections(text: str, markdown: str) -> str:
    """Put these sections in the place of those with the same titles, or at the end."""
    sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    given = re.split(r"^(?=## )", markdown.rstrip("\n") + "\n", flags=re.MULTILINE)
    titles = {section.partition("\n")[0] for section in given}
    kept = [section for section in sections if section.partition("\n")[0] not in titles]
    return "".join(kept).rstrip("\n") + "\n\n" + "".join(given).lstrip("\n")


def _with_python(text: str, code: str) -> str:
    """Put this code in the place of the snippet."""
    return re.sub(r"(?<=```python\n).*?(?=```)", lambda _: code.rstrip("\n") + "\n", text, count=1, flags=re.DOTALL)


def _card_text(yaml: str = "", markdown: str = "", python: str = "", text: str = SOUND) -> str:
    if python:
        text = _with_python(text, python)
    if markdown:
        text = _with_sections(text, markdown)
    return _with_keys(text, yaml) if yaml else text


def _hub(files: Mapping[str, str | bytes]) -> Hub:
    entries, unread = [], []
    for path, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        reading = read_card(data, path=path, key=path.removesuffix(".md"))
        if reading.card is None:
            unread.append(Unread(path, reading.problems))
        else:
            card = reading.card
            entries.append(Entry(card, identifier(card), page_slug(card.key), None, "not-run", "", reading.problems))
    return Hub(tuple(entries), tuple(unread))


@pytest.fixture(scope="session")
def card_text() -> CardText:
    """The sound card, with other front matter lines, sections or Python code in the place of its own."""
    return _card_text


@pytest.fixture(scope="session")
def as_hub() -> Callable[[Mapping[str, str | bytes]], Hub]:
    """A hub of these files: path to content."""
    return _hub


@pytest.fixture(scope="session")
def lint_files() -> Lint:
    """All findings in these files, those on demand as well."""
    given = {"config": EVERY_RULE, "today": TODAY, "answers": ANSWERS}
    return lambda files, **options: lint(_hub(files), **{**given, **options})


@pytest.fixture(scope="session")
def found() -> Found:
    """Findings of one family in the sound card once it is spoilt: rule, line, column, message."""

    def find(family: str, *, path: str = PATH, **parts: str) -> list[tuple[str, int, int, str]]:
        diagnostics = lint(_hub({path: _card_text(**parts)}), EVERY_RULE, today=TODAY)
        chosen = [item for item in diagnostics if item.rule.startswith(family)]
        return [(item.rule, item.span.line, item.span.column, item.message) for item in chosen]

    return find
