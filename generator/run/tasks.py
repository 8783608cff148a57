"""Which task runs a card's model. Pure: a new annotator or word is a line in a table here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.card import Card

if TYPE_CHECKING:
    from generator.verify_block import TaskName

#: Annotators whose whole name says it. They are looked up before the endings below.
_OF_ANNOTATOR: dict[str, TaskName | None] = {
    "MarianTransformer": "translation",
    "M2M100Transformer": "translation",
    "NLLBTransformer": "translation",
    "T5Transformer": "text2text-generation",
    "BartTransformer": "text2text-generation",
    "CoHereTransformer": "text-generation",
    "CPMTransformer": "text-generation",
    "GPT2Transformer": "text-generation",
    "LLAMA2Transformer": "text-generation",
    "LLAMA3Transformer": "text-generation",
    "MistralTransformer": "text-generation",
    "OLMoTransformer": "text-generation",
    "Phi2Transformer": "text-generation",
    "Phi3Transformer": "text-generation",
    "Phi4Transformer": "text-generation",
    "QwenTransformer": "text-generation",
    "StarCoderTransformer": "text-generation",
    "AlbertEmbeddings": "word-embeddings",
    "BertEmbeddings": "word-embeddings",
    "CamemBertEmbeddings": "word-embeddings",
    "DeBertaEmbeddings": "word-embeddings",
    "DistilBertEmbeddings": "word-embeddings",
    "LongformerEmbeddings": "word-embeddings",
    "ModernBertEmbeddings": "word-embeddings",
    "RoBertaEmbeddings": "word-embeddings",
    "XlmRoBertaEmbeddings": "word-embeddings",
    "XlnetEmbeddings": "word-embeddings",
    "BertSentenceEmbeddings": "sentence-embeddings",
    "RoBertaSentenceEmbeddings": "sentence-embeddings",
    "XlmRoBertaSentenceEmbeddings": "sentence-embeddings",
    "BGEEmbeddings": "sentence-embeddings",
    "E5Embeddings": "sentence-embeddings",
    "MiniLMEmbeddings": "sentence-embeddings",
    "MPNetEmbeddings": "sentence-embeddings",
    "MxbaiEmbeddings": "sentence-embeddings",
    "NomicEmbeddings": "sentence-embeddings",
    "SnowFlakeEmbeddings": "sentence-embeddings",
    "UAEEmbeddings": "sentence-embeddings",
    # These read tables, or an image together with a text.
    "BLIPForQuestionAnswering": None,
    "CLIPForZeroShotClassification": None,
    "TapasForQuestionAnswering": None,
}

_OF_ENDING: dict[str, TaskName] = {
    "ForSequenceClassification": "text-classification",
    "ForTokenClassification": "token-classification",
    "ForTokenClassifier": "token-classification",
    "ForQuestionAnswering": "question-answering",
    "ForMultipleChoice": "multiple-choice",
    "ForZeroShotClassification": "zero-shot-classification",
    "ForImageClassification": "image-classification",
    "ForCTC": "automatic-speech-recognition",
}

_OF_WORDS: dict[str, TaskName] = {
    "text classification": "text-classification",
    "sentiment analysis": "text-classification",
    "zero-shot classification": "zero-shot-classification",
    "named entity recognition": "token-classification",
    "part of speech tagging": "token-classification",
    "question answering": "question-answering",
    "fill mask": "fill-mask",
    "translation": "translation",
    "summarization": "summarization",
    "text generation": "text-generation",
    "multiple choice": "multiple-choice",
    "image classification": "image-classification",
    "automatic speech recognition": "automatic-speech-recognition",
}

#: Beside another task these say how a card is sold, not what its model does.
_SAYS_NOTHING = frozenset({"pipeline public", "pipeline healthcare"})


def task_of(card: Card) -> tuple[TaskName | None, str]:
    """The task that runs a card's model, or ``None`` and why.

    The ``verify:`` block says it; else the annotator, which carries the model whatever the card's ``task:`` says; only
    without an annotator the ``task:`` itself.
    """
    if card.verify and card.verify.task:
        return card.verify.task, ""
    if annotator := card.facts.annotator:
        task = _of_annotator(annotator)
        return task, "" if task else f"unsupported annotator {annotator}"
    if not card.facts.tasks:
        return None, "the card names neither an annotator nor a task"
    words = {task.casefold() for task in card.facts.tasks}
    found = {_OF_WORDS.get(word) for word in words - _SAYS_NOTHING or words}
    task = found.pop() if len(found) == 1 else None
    return task, "" if task else f"unsupported task {', '.join(card.facts.tasks)}"


def _of_annotator(annotator: str) -> TaskName | None:
    if annotator in _OF_ANNOTATOR:
        return _OF_ANNOTATOR[annotator]
    return next((task for ending, task in _OF_ENDING.items() if annotator.endswith(ending)), None)
