"""The runners, a module a task. A new task is a new module and a line in ``RUNNERS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.run.job import Job
from generator.run.worker.tasks.base import Runner
from generator.run.worker.tasks.embeddings import SentenceEmbeddings, WordEmbeddings
from generator.run.worker.tasks.fill_mask import FillMask
from generator.run.worker.tasks.generation import Generation
from generator.run.worker.tasks.image_classification import ImageClassification
from generator.run.worker.tasks.multiple_choice import MultipleChoice
from generator.run.worker.tasks.question_answering import QuestionAnswering
from generator.run.worker.tasks.speech_recognition import speech_recognition
from generator.run.worker.tasks.text_classification import TextClassification
from generator.run.worker.tasks.token_classification import TokenClassification
from generator.run.worker.tasks.zero_shot_classification import ZeroShotClassification
from generator.verify_block import TaskName

RUNNERS: Mapping[TaskName, Callable[[Job], Runner]] = {
    "text-classification": TextClassification,
    "zero-shot-classification": ZeroShotClassification,
    "token-classification": TokenClassification,
    "question-answering": QuestionAnswering,
    "fill-mask": FillMask,
    "translation": Generation,
    "summarization": Generation,
    "text2text-generation": Generation,
    "text-generation": Generation,
    "sentence-embeddings": SentenceEmbeddings,
    "word-embeddings": WordEmbeddings,
    "multiple-choice": MultipleChoice,
    "image-classification": ImageClassification,
    "automatic-speech-recognition": speech_recognition,
}
