"""What a card asks to be run: card → plan. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Literal

from generator.card import Card, Table, ValueList
from generator.evaluation_data import EvaluationData
from generator.run.options import activation_of, max_length_of, options_of
from generator.run.readiness import readiness_of
from generator.run.unheeded import unheeded_of
from generator.verify_block import ActivationName, Options, TaskName, Tolerance

#: Counts up with every change of a task's runner that changes what it answers: all records are stale then.
RUNNER_VERSION = 1
_EMBEDDINGS: frozenset[TaskName | None] = frozenset({"sentence-embeddings", "word-embeddings"})


@dataclass(frozen=True, slots=True)
class Request:
    """One model run.

    Attributes:
        source: ``hf:owner/name``, ``path:folder`` or ``s3://bucket/folder``.
        origin: Whether the card said so or it was inferred from its links.
        revision: As asked for; empty for none.
        activation: How logits become scores; ``None`` as the model's configuration says.
        max_length: Longest input in tokens; ``None`` as the model's configuration says.
        options: What else decides how the model is run.
        samples: Inputs, one value a column.
        benchmark: Evaluation data; ``None`` for none.
        unheeded: The card's settings that this run does not follow.
    """

    task: TaskName
    source: str
    origin: Literal["verify", "inferred"]
    revision: str
    activation: ActivationName | None
    max_length: int | None
    options: Options
    samples: tuple[dict[str, str], ...]
    benchmark: EvaluationData | None
    tolerance: Tolerance
    unheeded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run for a card, or why nothing can be run.

    Attributes:
        request: ``None`` where nothing can be run.
        reason: Why not, in one sentence; empty where there is a request.
        sha256: Digest of everything in the card that decides what runs and what is compared.
    """

    request: Request | None
    reason: str
    sha256: str


def plan(card: Card) -> Plan:
    """Decide what to run for ``card``."""
    task, samples, reason = readiness_of(card)
    request = None
    if task is not None and card.source.origin != "none" and not reason:
        request = _request(card, task, card.source.origin, samples)
    return Plan(request, reason, _digest(card, task, samples, reason, request.unheeded if request else ()))


def _request(
    card: Card, task: TaskName, origin: Literal["verify", "inferred"], samples: tuple[dict[str, str], ...]
) -> Request:
    block = card.verify
    return Request(
        task=task,
        source=card.source.uri,
        origin=origin,
        revision=card.source.revision,
        activation=activation_of(card),
        max_length=max_length_of(card),
        options=options_of(card),
        samples=samples,
        benchmark=_benchmark(card),
        tolerance=block.tolerance if block else Tolerance(),
        unheeded=unheeded_of(card, task),
    )


def _benchmark(card: Card) -> EvaluationData | None:
    return card.verify.benchmark if card.verify else None


def pinned(revision: str) -> bool:
    """Whether a revision is a full commit, which can never mean anything else."""
    return re.fullmatch(r"[0-9a-f]{40}", revision) is not None


def _digest(
    card: Card, task: TaskName | None, samples: tuple[dict[str, str], ...], reason: str, unheeded: tuple[str, ...]
) -> str:
    block = card.verify
    content = {
        "runner": RUNNER_VERSION,
        "task": task,
        "reason": reason,
        "source": [card.source.uri, card.source.origin, card.source.revision],
        "settings": [activation_of(card), max_length_of(card)],
        "options": options_of(card).model_dump(exclude_defaults=True),
        "unheeded": unheeded,
        "samples": samples,
        "shown": [dict(sample.columns) for sample in card.sample_input.samples],
        "benchmark": data.deciding() if (data := _benchmark(card)) else None,
        "tolerance": (block.tolerance if block else Tolerance()).model_dump(),
        "expectations": [s.expect.model_dump() if s.expect else None for s in block.samples] if block else [],
        "results": [_result(claim) for claim in card.claims.results],
        "metrics": [[claim.row, claim.metric, claim.value, claim.decimals] for claim in card.claims.metrics],
        "unread": [text.text for text in card.claims.unread],
    }
    if task in _EMBEDDINGS and card.claims.results:
        content["vectors"] = 1  # Since they are held against what was observed.
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _result(claim: Table | ValueList) -> list[object]:
    return [claim.header, claim.rows] if isinstance(claim, Table) else [claim.values]
