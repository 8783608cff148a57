"""A small hub on disk with a model of every status, for the tests of the site. The records are made up, not run."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from generator.measurement import BenchmarkRun, Confusion, Interval, LabelMetrics, RowError
from generator.output import (
    AnswerOutput,
    ChoiceOutput,
    ClassificationOutput,
    EmbeddingOutput,
    LabelScore,
    MaskOutput,
    NamedNumber,
    NumberOutput,
    Picture,
    TaggedSpan,
    TaggedToken,
    TextOutput,
    TokenOutput,
    TranscriptOutput,
    Vector,
)
from generator.read import read_card
from generator.record import ClaimCheck, Environment, FileDigest, RunRecord, SampleRun, Settings, SourceRecord, Timings
from generator.run.plan import plan
from generator.speed import Hardware, Latency, Memory, ModelSize, Speed, SpeedFigures, Throughput
from generator.store import record_path, write_record
from generator.verify_block import Options

LONG_NAME = "bert_sequence_classifier_" + "with_a_name_that_no_line_can_hold_" * 3 + "en"

CARD = """\
---
layout: model
title: {title}
name: {name}
author: The authors of these tests
date: 2026-01-02
tags: [en, open_source]
task: {task}
language: en
edition: Spark NLP 5.5.0
spark_version: 3.4
annotator: {annotator}
---

## Description

{description}

## Predicted Entities

`Sports`, `World`

{{:.btn-box}}
<button class="button button-orange" disabled>Live Demo</button>
[Download](https://models.example/{name}.zip){{:.button.button-orange}}
[Copy S3 URI](s3://models.example/{name}.zip){{:.button.button-copy-s3}}

## How to use

<div class="tabs-box" markdown="1">
{{% include programmingLanguageSelectScalaPythonNLU.html %}}
```python
classifier = BertForSequenceClassification.pretrained("{name}", "en")
data = spark.createDataFrame([["The final was close."]]).toDF("text")
```
```scala
val classifier = BertForSequenceClassification.pretrained("{name}", "en")
```

{{:.nlu-block}}
```python
nlu.load("en.classify.{name}").predict("The final was close.")
```
</div>

## Results

```bash
+------+
|result|
+------+
|Sports|
+------+
```

{{:.model-param}}
## Model Information

{{:.table-model}}
|---|---|
|Model Name:|{name}|
|License:|Open Source|

## References

- https://huggingface.co/example/{name}

## Benchmarking

```bash
       precision recall f1-score support
Sports 0.93      0.95   0.94     60
```
{more}
"""

HOSTILE = """
## More <script>alert("heading")</script> {{ 7*7 }}

<script>alert("block")</script>
<svg onload="alert(1)"><script>alert(2)</script></svg>
<style>body { display: none }</style>
<img src="https://tracker.example/pixel.png" onerror="alert(3)">
<p onclick="alert(4)" style="position: fixed" id="__search">A paragraph</p>
<iframe src="https://frames.example/"></iframe>

[a link](javascript:alert(5)) and <a href="javascript:alert(6)">another</a>, [data](data:text/html,alert(7)),
![pixel](https://tracker.example/pixel.png) {{ config.site_name }} {% for x in range(3) %}loop{% endfor %} ${7*7}

```"><script>alert("info")</script>
</code></pre><script>alert("fence")</script>
```

| <script>alert("cell")</script> | b |
|---|---|
| <b onmouseover="alert(8)">bold</b> | {{ 7*7 }} |
"""

SPORTS = ClassificationOutput(
    predicted=["Sports"], scores=[LabelScore(label="Sports", score=0.9712), LabelScore(label="World", score=0.0288)]
)
TEXT = "Ada met Babbage in London."
ENTITIES = TokenOutput(
    scheme="bio",
    tokens=[],
    spans=[
        TaggedSpan(text="Ada", label="PER", score=0.99, start=0, end=3),
        TaggedSpan(text="Babbage", label="PER", score=0.98, start=8, end=15),
        TaggedSpan(text="London", label="LOC", score=0.97, start=19, end=25),
    ],
)
TAGS = TokenOutput(
    scheme="plain",
    tokens=[
        TaggedToken(text="Mills", tag="NOUN", score=0.9, start=0, end=5),
        TaggedToken(text="grind", tag="VERB", score=0.8, start=6, end=11),
    ],
    spans=[],
)
#: No model answers in all of these ways; a page has to show each of them.
OTHERS: list[tuple[dict[str, str], Any]] = [
    ({"text": "Ada vit à Londres."}, TextOutput(text="Ada lives in <London>.", tokens=7, finished=True)),
    ({"text": "Once"}, TextOutput(text=" upon a time", tokens=50, finished=False)),
    (
        {"question": "Where does Ada live?", "context": "Ada lives in London."},
        AnswerOutput(answer="London", score=0.91234, start=13, end=19, windows=3),
    ),
    (
        {"text": "Ada lives in [MASK]."},
        MaskOutput(candidates=[LabelScore(label="london", score=0.8), LabelScore(label="town", score=0.1)]),
    ),
    ({"text": "A fine film."}, NumberOutput(numbers=[NamedNumber(label="stars", value=4.25)])),
    (
        {"text": "A fine film."},
        EmbeddingOutput(
            of="text", pooling="mean", normalized=True, dimension=384, words=0,
            vectors=[Vector(text="A fine film.", start=0, end=12, values=[0.125, -0.5, *[0.01] * 382])],
        ),
    ),
    (
        {"text": "A film"},
        EmbeddingOutput(
            of="word", pooling="first", normalized=False, dimension=2, words=2,
            vectors=[Vector(text=w, start=0, end=1, values=[1.5, 2.5]) for w in ("A", "film")],
        ),
    ),
    (
        {"question": "Where does Ada live?", "choices": "in Rome\nin London"},
        ChoiceOutput(
            answer="in London",
            scores=[LabelScore(label="in London", score=0.75), LabelScore(label="in Rome", score=0.25)],
        ),
    ),
    (
        {"image": "images/cat.png"},
        ClassificationOutput(
            predicted=["cat"],
            scores=[LabelScore(label="cat", score=0.9), LabelScore(label="dog", score=0.1)],
            picture=Picture(width=1640, height=480, read_width=224, read_height=224),
        ),
    ),
    (
        {"audio": "sounds/ada.flac"},
        TranscriptOutput(text="ADA <LIVES>", seconds=61.25, rate=44100, model_rate=16000, language="en", windows=3),
    ),
    ({"audio": "sounds/none.wav"}, TranscriptOutput(text="", seconds=1, rate=16000, model_rate=16000, truncated=True)),
]  # fmt: skip
#: A picture of one pixel, and a recording that nobody hears.
MEDIA = {
    "images/cat.png": bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63d8bf7f3f00052e0296a0e2a4"
        "a10000000049454e44ae426082"
    ),
    "sounds/ada.flac": b"fLaC",
    "sounds/none.wav": b"RIFF",
}
DATA = b'{"text": "The final was close.", "label": "Sports"}\n'
BENCHMARK = BenchmarkRun(
    data="data/test.jsonl",
    sha256=hashlib.sha256(DATA).hexdigest(),
    rows=240,
    level="row",
    accuracy=0.941667,
    labels=[
        LabelMetrics(
            label="Sports",
            precision=0.93442,
            recall=0.95,
            f1=0.942149,
            support=60,
            f1_interval=Interval(low=0.9, high=0.97),
        ),
        LabelMetrics(label="World", precision=0.95, recall=0.9, f1=0.924324, support=90),
    ],
    averages=[LabelMetrics(label="macro avg", precision=0.9422, recall=0.9417, f1=0.9414, support=240)],
    accuracy_interval=Interval(low=0.9083, high=0.9708),
    resamples=1000,
    confusions=[Confusion(gold="World", predicted="Sports", count=9)],
    wrong_rows=14,
    errors=[RowError(line=1207, gold=["World"], predicted=["Sports"], confidence=0.99814)],
)


def check(subject: str, claimed: str, observed: str, **changes: Any) -> ClaimCheck:
    """A claim that agrees, unless ``changes`` say otherwise."""
    values: dict[str, Any] = {"where": "results", "line": 40, "agrees": True, "message": f"{subject}: same"} | changes
    return ClaimCheck(subject=subject, claimed=claimed, observed=observed, **values)


AGREES = (
    check("sample 1 · label", "Sports", "Sports"),
    check("word final", "NOUN", "NOUN"),
    check("precision of Sports", "0.934", "0.93442", where="benchmarking", allowed=0.01),
    check("recall of Sports", "0.950", "0.95", where="benchmarking", allowed=0.01),
    check("f1 of Sports", "0.942", "0.942149", where="benchmarking", allowed=0.01),
    check("support of Sports", "60", "60", where="benchmarking"),
)
DIFFERS = (
    check("sample 1 · label", "World", "Sports", agrees=False, message="sample 1 · label: claimed World"),
    check("word final", "VERB", "NOUN", agrees=False, message="word final: claimed VERB"),
    check("f1 of Sports", "0.99", "0.942149", where="benchmarking", agrees=False, allowed=0.01),
    check("f1 of Weather", "0.9", "", where="benchmarking", agrees=None, message="f1 of Weather: not checked: no row"),
)


def make_record(key: str, status: str, **changes: Any) -> RunRecord:
    """A record as a run leaves it."""
    values: dict[str, Any] = {
        "card": key,
        "status": status,
        "reason": f"made up to be {status}",
        "request_sha256": "0" * 64,
        "task": "text-classification",
        "source": SourceRecord(
            uri=f"hf:example/{key}",
            origin="inferred",
            resolved_revision="1f" * 20,
            files=[FileDigest(path="model.safetensors", size=1_843_200, sha256="cd" * 32)],
            weights_sha256="ef" * 32,
        ),
        "settings": Settings(activation="softmax", max_length=128),
        "environment": Environment(
            python="3.11.9", platform="Linux", device="cpu", dtype="float32", threads=1, packages={"torch": "2.13.0"}
        ),
        "timings": Timings(started_at="2026-01-03T10:15:30Z", total_seconds=3.21, load_seconds=0.8),
    }
    return RunRecord.model_validate(values | changes)


SIZE = ModelSize(parameters=460_804, weight_bytes=1_843_200, total_bytes=1_900_000)
SPEED = Speed(
    measured_at="2026-01-03T10:20:00+00:00",
    sample="sample 1",
    figures=SpeedFigures(
        device="cpu",
        threads=1,
        hardware=Hardware(processor="Example CPU 9000", cores=4, logical_processors=8, memory=16 * 2**30),
        input_tokens=12,
        load_seconds=0.2314,
        warmups=3,
        latency=Latency(p50=0.00351, p95=0.00412, repeats=100),
        throughput=[
            Throughput(batch=1, per_second=301.2, repeats=20),
            Throughput(batch=8, per_second=1021.0, repeats=20),
            Throughput(batch=32, per_second=1899.0, repeats=20),
        ],
        memory=Memory(before=305 * 2**20, peak=345 * 2**20),
        processors_busy=0.99,
    ),
)


def classified(**changes: Any) -> dict[str, Any]:
    """What a classifier's record holds."""
    sample = SampleRun(input={"text": "The final was close."}, output=SPORTS)
    return {"samples": [sample], "benchmark": BENCHMARK, "checks": list(AGREES)} | changes


def tagged(output: TokenOutput, text: str, *checks: ClaimCheck) -> dict[str, Any]:
    """What a token classifier's record holds."""
    sample = SampleRun(input={"text": text}, output=output)
    return {"task": "token-classification", "samples": [sample], "checks": list(checks)}


def media(given: dict[str, str]) -> list[FileDigest]:
    """The files that an input names."""
    return [
        FileDigest(path=name, size=len(MEDIA[name]), sha256=hashlib.sha256(MEDIA[name]).hexdigest())
        for name in given.values()
        if name in MEDIA
    ]


#: Of each model: its title, the status of its record (none for no record), and what the record holds.
MODELS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "news_en": ("News topics", "verified", classified(size=SIZE, speed=SPEED)),
    "pos_en": ("Parts of speech", "verified", tagged(TAGS, "Mills grind .", check("word Mills", "NOUN", "NOUN"))),
    "ner_en": ("Named entities", "measured", tagged(ENTITIES, TEXT)),
    "others_en": (
        "Other answers",
        "measured",
        {
            "task": "text-generation",
            "samples": [SampleRun(input=given, output=output, files=media(given)) for given, output in OTHERS],
            "settings": Settings(
                options=Options(prefix="translate:", max_new_tokens=50, case_sensitive=False), beams=4
            ),
        },
    ),
    "wrong_en": ("A card that is wrong", "mismatch", classified(checks=list(DIFFERS))),
    "old_en": ("A card that changed", "stale", classified()),
    "broken_en": ("A model that does not load", "failed", {}),
    LONG_NAME: ("A model that nobody ran", "", {}),
}


def make_hub(root: Path) -> Path:
    """Write the cards and records of ``MODELS`` below ``root``, and one card that means harm."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "modelhub.toml").write_text("[site]\npage_size = 5\n[verify]\nmax_age = 36500\n", encoding="utf-8")
    (root / "data").mkdir()
    (root / BENCHMARK.data).write_bytes(DATA)
    for path, content in MEDIA.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(content)
    for name, (title, status, content) in MODELS.items():
        write_card(root, name, title=title)
        if status:
            write_observation(root, name, status, **content)
    hostile = '<script>alert("title")</script></title><script>alert(0)</script> {{ 7*7 }}'
    write_card(root, "hostile_en", title=f"'{hostile}'", description="<script>alert(9)</script>{{ 7*7 }}", more=HOSTILE)
    return root


def write_card(root: Path, name: str, **changes: str) -> Path:
    """Write a card; ``changes`` fill in its gaps."""
    values = {
        "title": "A model",
        "task": "Text Classification",
        "annotator": "BertForSequenceClassification",
        "description": f"A small model. It is called `{name}`.",
        "more": "",
    }
    path = root / "cards" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CARD.format(name=name, **(values | changes)), encoding="utf-8")
    return path


def write_observation(root: Path, name: str, status: str, **content: Any) -> None:
    """Write the record of a card; for ``stale``, the record of another version of it."""
    path = f"cards/{name}.md"
    card = read_card((root / path).read_bytes(), path=path, key=name).card
    assert card is not None
    digest = "0" * 64 if status == "stale" else plan(card).sha256
    record = make_record(name, "verified" if status == "stale" else status, request_sha256=digest, **content)
    write_record(record_path(root / "records", name), record)
