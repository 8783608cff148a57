"""A hub with a card for every task and way of running it, each with a small model, and this project's own cards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import model_maker as make
from hub_server import serve
from picture_maker import make_picture, make_seeing
from sound_maker import make_recording, make_spelling, make_whisper

ROOT = Path(__file__).resolve().parents[1]
#: The cards of this project's own hub whose models were run.
REFERENCE = sorted(
    path.stem for path in (ROOT / "records").glob("*.json") if '"path:models/' in path.read_text("utf-8")
)
CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify: {verify}
---

## Description

A model.
"""
TEXT = "Anna really liked that movie !"
#: What would end a literal, a line, a script, a template or the page, or hide what stands there.
HOSTILE = """\"\"\" ''' \\ \n\r\t\0 \u2028 \u202e\u200b {{ 7*7 }} {% raw %} {# ${x}
</script></code><script>alert(1)</script> \\N{BULLET}\\"""
LABELS = ["movie", 'anna\'s "berlin"', "\\', {{ 7*7 }} #\u202e"]
Maker = Callable[[Path], Path]


@dataclass(frozen=True)
class Case:
    """A card of the hub: the model that is made for it, its ``verify`` block, and whether the model lies elsewhere."""

    task: str
    model: Maker
    samples: tuple[str | dict[str, Any], ...] = (TEXT,)
    more: dict[str, Any] = field(default_factory=dict)
    remote: bool = False


def pooled(mode: str, *modules: str) -> Maker:
    def made(folder: Path) -> Path:
        make.make_pretrained(folder, "BertModel")
        (folder / "1_Pooling").mkdir()
        (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode": mode}))
        (folder / "modules.json").write_text(json.dumps([{"type": f"models.{module}"} for module in modules]))
        return folder

    return made


def bert(kind: str) -> Maker:
    return lambda folder: make.make_pretrained(folder, kind)


def classifier(*labels: str, **changes: Any) -> Maker:
    return lambda folder: make.make_model(folder, labels, **changes)


def entailing(folder: Path) -> Path:
    return make.make_entailment(folder)


BIO = ("O", "B-PER", "I-PER", "B-LOC", "E-LOC")
LONG = "anna lives in paris . microsoft works in berlin . " * 12
QUESTION = {"question": "That works ?", "context": "Anna lives in Paris , microsoft works in Berlin ."}
CHOICE = {"question": "Anna lives in ?", "choices": ["paris", 'Berlin "," it is', "a great disease"]}
CASES = {
    "softmax": Case(
        "text-classification", classifier("a", "b, c", 'd"'), (TEXT, HOSTILE, "the " * 90, "İstanbul ΟΔΟΣ"),
        {"case_sensitive": False},
    ),
    "sigmoid": Case(
        "text-classification", classifier(*"abcd", problem_type="multi_label_classification"), (TEXT, "paris"),
        {"max_length": 5},
    ),
    "regression": Case("text-classification", classifier("stars", problem_type="regression")),
    "zero": Case("zero-shot-classification", entailing, (TEXT, "the " * 90), {"candidate_labels": LABELS}),
    "zero_sigmoid": Case(
        "zero-shot-classification", entailing, (TEXT,),
        {"candidate_labels": LABELS, "activation": "sigmoid", "hypothesis": 'That is "{}" .', "case_sensitive": False},
    ),
    "entities": Case(
        "token-classification", classifier(*BIO, tokens=True), ("Unknown Anna, in Berlin's cells.", HOSTILE, "a " * 60)
    ),
    "tags": Case(
        "token-classification", classifier(*make.PENN, tokens=True), ("A-b c_d _e ½ हिन्दी में, 3.5!", TEXT),
        {"case_sensitive": False, "max_length": 12},
    ),
    "answer": Case(
        "question-answering", bert("BertForQuestionAnswering"), (QUESTION, {**QUESTION, "context": LONG}),
        {"case_sensitive": False},
    ),
    "choice": Case(
        "multiple-choice", bert("BertForMultipleChoice"),
        (CHOICE, {"question": "the " * 60, "choices": ["paris", "a disease"]}),
    ),
    "choice_of_context": Case(
        "multiple-choice", bert("BertForMultipleChoice"),
        ({**CHOICE, "context": QUESTION["context"]},), {"case_sensitive": False},
    ),
    "seen": Case(
        "image-classification", lambda folder: make_seeing(folder, ["cat", "dog", "owl"]),
        ({"image": "pictures/a.png"}, {"image": "pictures/a b'.jpg"}),
    ),
    "seen_several": Case(
        "image-classification",
        lambda folder: make_seeing(folder, ["cat", "dog"], "ConvNext", problem_type="multi_label_classification"),
        ({"image": "pictures/a.png"},),
    ),
    "spelt": Case(
        "automatic-speech-recognition", make_spelling,
        ({"audio": "sounds/a.wav"}, {"audio": "sounds/stereo.flac"}, {"audio": "sounds/long.wav"}),
    ),
    "heard": Case(
        "automatic-speech-recognition", make_whisper, ({"audio": "sounds/a.wav"}, {"audio": "sounds/stereo.flac"}),
        {"max_new_tokens": 12},
    ),
    "heard_german": Case(
        "automatic-speech-recognition", make_whisper, ({"audio": "sounds/a.wav"},),
        {"source_language": "de", "speech_task": "translate"},
    ),
    "heard_english": Case(
        "automatic-speech-recognition", lambda folder: make_whisper(folder, many=False), ({"audio": "sounds/a.wav"},)
    ),
    "mask": Case(
        "fill-mask", bert("BertForMaskedLM"), ("Anna [MASK] that Movie", "Paris <mask> ."), {"case_sensitive": False}
    ),
    "marian": Case(
        "translation", make.make_translator, ("anna lives in paris",), {"prefix": ">>fra<<", "max_new_tokens": 10}
    ),
    "m2m100": Case(
        "translation", make.make_polyglot, ("anna lives in paris", TEXT),
        {"source_language": "de", "target_language": "fr", "max_new_tokens": 10},
    ),
    "nllb": Case(
        "translation", make.make_nllb, ("anna lives in paris",),
        {"source_language": "deu_Latn", "target_language": "fra_Latn", "max_new_tokens": 10},
    ),
    "elsewhere": Case("text-classification", classifier("a", "b"), remote=True),
    "summary": Case(
        "summarization", make.make_text_to_text, (TEXT,),
        {"prefix": "summarize", "max_new_tokens": 8, "case_sensitive": False},
    ),
    "rewritten": Case(
        "text2text-generation",
        lambda folder: make.make_text_to_text(
            folder, num_beams=3, num_return_sequences=2, do_sample=True, temperature=5.0, no_repeat_ngram_size=2,
            bad_words_ids=[[9], [10, 11]], min_new_tokens=11,
        ),
        (TEXT, "anna liked"), {"max_new_tokens": 12},
    ),
    "many_suppressed": Case(
        "text2text-generation", lambda folder: make.make_text_to_text(folder, suppress_tokens=[30, 31] * 500),
        (TEXT,), {"max_new_tokens": 9},
    ),
    "written": Case("text-generation", make.make_generator, ("the movie", "anna"), {"max_new_tokens": 9}),
    "written_full": Case("text-generation", make.make_generator, ("the movie", "that " * 20)),
    "mean": Case("sentence-embeddings", bert("BertModel"), (TEXT, "the " * 90), {"prefix": "query:"}),
    "normalized": Case("sentence-embeddings", pooled("mean", "Transformer", "Pooling", "Normalize")),
    "first": Case("sentence-embeddings", pooled("cls"), (TEXT,), {"prefix": "a ", "case_sensitive": False}),
    "last": Case("sentence-embeddings", pooled("lasttoken")),
    "max": Case("sentence-embeddings", pooled("max")),
    "words": Case("word-embeddings", bert("BertModel"), ("unknown Anna , cells", "anna " * 30)),
}  # fmt: skip


@dataclass(frozen=True)
class Ran:
    """A hub whose models were run, and the environment for its scripts."""

    root: Path
    environment: dict[str, str]


def run_hub(root: Path, home: Path) -> Ran:
    """Make the hub and have ``modelhub verify`` run it; this project's own models have their records, where they hold.

    Args:
        root: Where the hub is to lie.
        home: Where the client of the Hugging Face Hub keeps what it fetches.
    """
    for folder in ("cards", "records"):
        (root / folder).mkdir(parents=True)
    for key in REFERENCE:
        shutil.copy(ROOT / "cards" / f"{key}.md", root / "cards")
        shutil.copy(ROOT / "records" / f"{key}.json", root / "records")
    shutil.copytree(ROOT / "models", root / "models", dirs_exist_ok=True)
    _write_files(root)
    with serve() as server:
        for name, case in CASES.items():
            folder = case.model(home / name if case.remote else root / "models" / name)
            if case.remote:
                server.models[f"o/{name}"] = folder
            _write(root / "cards" / f"{name}.md", name, case)
        environment = server.environment(home) | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "generator", "verify", "--hub", str(root)]
        subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)
    return Ran(root, {"HF_HOME": str(home)})


def _write_files(root: Path) -> None:
    """The pictures and recordings that cards name."""
    make_picture(root / "pictures/a.png")
    make_picture(root / "pictures/a b'.jpg", 40, 70)
    make_recording(root / "sounds/a.wav")
    make_recording(root / "sounds/long.wav", 75.3)
    make_recording(root / "sounds/stereo.flac", 2.5, 8_000)


def _write(path: Path, name: str, case: Case) -> None:
    samples = [{"text": sample} if isinstance(sample, str) else sample for sample in case.samples]
    source = f"hf:o/{name}" if case.remote else f"path:models/{name}"
    block = {"source": source, "task": case.task, "samples": samples, **case.more}
    path.write_text(CARD.format(name=name, verify=json.dumps(block)), encoding="utf-8")
