"""What kind of answer a task asks for, and what kind an annotator gives."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "token", "answer", "vector", "translation"]

WORDS: dict[Kind, str] = {
    "text": "labels a whole text",
    "token": "labels each token",
    "answer": "finds an answer in a context",
    "vector": "turns texts into vectors",
    "translation": "translates",
}

#: Tasks that ask for one kind of answer only. A task that is not here contradicts nothing.
TASKS: dict[str, Kind] = {
    "text classification": "text",
    "sentiment analysis": "text",
    "zero-shot classification": "text",
    "named entity recognition": "token",
    "part of speech tagging": "token",
    "question answering": "answer",
    "embeddings": "vector",
    "translation": "translation",
}

#: Suffixes of classes that give one kind of answer only.
ANNOTATORS: dict[str, Kind] = {
    "ForSequenceClassification": "text",
    "ForZeroShotClassification": "text",
    "ClassifierDLModel": "text",
    "SentimentDLModel": "text",
    "ForTokenClassification": "token",
    "ForTokenClassifier": "token",
    "NerDLModel": "token",
    "NerCrfModel": "token",
    "MedicalNerModel": "token",
    "PerceptronModel": "token",
    "ForQuestionAnswering": "answer",
    "Embeddings": "vector",
    "EmbeddingsModel": "vector",
    "MarianTransformer": "translation",
}

_SUFFIXES = re.compile("|".join(rf"({suffix})$" for suffix in ANNOTATORS))


def of_task(task: str) -> Kind | None:
    """The kind of answer that a task asks for; ``None`` where it is open."""
    return TASKS.get(task.casefold())


def of_annotator(annotator: str) -> Kind | None:
    """The kind of answer that a class gives; ``None`` where it is not known."""
    match = _SUFFIXES.search(annotator)
    return ANNOTATORS[match[0]] if match else None
