"""The table of tasks against Spark NLP's own table of annotators, and against real cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.card import Card
from generator.lint.spark.annotators import annotators
from generator.read import read_card
from generator.run.tasks import task_of
from generator.verify_block import TaskName

CardOf = Callable[..., Card]

TEXT, WORDS, PAIR = ("document",), ("document", "token"), ("document", "document")
#: What the annotators of each task read and write, as the package says.
TYPES: dict[TaskName, tuple[tuple[str, ...], str]] = {
    "text-classification": (WORDS, "category"),
    "zero-shot-classification": (WORDS, "category"),
    "token-classification": (WORDS, "named_entity"),
    "question-answering": (PAIR, "chunk"),
    "multiple-choice": (PAIR, "chunk"),
    "translation": (TEXT, "document"),
    "text2text-generation": (TEXT, "document"),
    "text-generation": (TEXT, "document"),
    "sentence-embeddings": (TEXT, "sentence_embeddings"),
    "word-embeddings": (WORDS, "word_embeddings"),
    "image-classification": (("image",), "category"),
    "automatic-speech-recognition": (("audio",), "document"),
}
#: Annotators that carry a network and have no runner: a text with an image, several texts, weights that only other
#: libraries read, or models that are no transformer. Whoever adds a release of Spark NLP decides about new ones here.
WITHOUT = {
    "AutoGGUFEmbeddings", "AutoGGUFModel", "AutoGGUFReranker", "AutoGGUFVisionModel", "BLIPForQuestionAnswering",
    "BiEncoderMultimodalEmbeddings", "CLIPForZeroShotClassification", "ClassifierDLModel", "ContextSpellCheckerModel",
    "CrossEncoder", "E5VEmbeddings", "ElmoEmbeddings", "Florence2Transformer", "Gemma3ForMultiModal",
    "InstructorEmbeddings", "InternVLForMultiModal", "JanusForMultiModal", "LLAVAForMultiModal", "LanguageDetectorDL",
    "MLLamaForMultimodal", "MultiClassifierDLModel", "NerDLModel", "PaliGemmaForMultiModal", "Phi3Vision",
    "Qwen2VLTransformer", "SentenceDetectorDLModel", "SentenceDetectorSaTModel", "SentimentDLModel",
    "SmolVLMTransformer", "SpanBertCorefModel", "TapasForQuestionAnswering", "UniversalSentenceEncoder",
    "VisionEncoderDecoderForImageCaptioning", "ZeroShotNerModel",
}  # fmt: skip
#: These have the setters of a network and carry none that could be run.
NO_MODEL = {"Cleaner", "DocumentTranslator", "LLMEntityExtractor", "VectorDBConnector"}


def test_each_annotator_has_a_task_of_its_types_or_none(card_of: CardOf) -> None:
    for name, facts in annotators().items():
        task, why = task_of(card_of(f"annotator: {name}"))
        if task is None:
            assert why == f"unsupported annotator {name}"
        else:
            assert (facts.inputs, facts.output) == TYPES[task], name


def test_every_annotator_with_a_network_is_decided_about(card_of: CardOf) -> None:
    networks = {
        name
        for name, facts in annotators().items()
        if {"setEngine", "setBatchSize"} & facts.setters and not name.endswith("Approach")
    }
    without = {name for name in networks if task_of(card_of(f"annotator: {name}"))[0] is None}
    assert without == WITHOUT | NO_MODEL


@pytest.mark.corpus
def test_every_real_card_has_a_task_or_says_why_not(corpus: Path) -> None:
    files = sorted(corpus.rglob("*.md"))[::16]  # 2,998 of all 3,967 have one.
    cards = [read_card(file.read_bytes(), path=file.name, key=file.stem).card for file in files]
    found = [(card, *task_of(card)) for card in cards if card is not None]
    assert len(found) == len(files)
    for card, task, why in found:
        named = card.facts.annotator or ", ".join(card.facts.tasks)
        assert bool(task) != bool(why)
        assert task or why in {f"unsupported annotator {named}", f"unsupported task {named}"}
    assert sum(task is not None for _, task, _ in found) > 0.7 * len(found)
