"""The runners, a module a task. A new task is a new module and a line in ``RUNNERS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.run.job import Job
from generator.run.worker.tasks.base import Runner
from generator.run.worker.tasks.text_classification import TextClassification
from generator.run.worker.tasks.token_classification import TokenClassification
from generator.verify_block import TaskName

RUNNERS: Mapping[TaskName, Callable[[Job], Runner]] = {
    "text-classification": TextClassification,
    "token-classification": TokenClassification,
}
