"""Why models were not run, failed or differ: the many wordings of reasons, put under a few causes.

A reason is one sentence and names files, numbers and models; whoever looks after a hub wants to know how many models
one thing would mend.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.hub import Status

#: Causes, each with what reasons that are put under it hold; the first that fits counts. The words on the right are
#: those of ``run/``, ``store/hub.py`` and ``read/model_source.py``.
_CAUSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("the annotator is not supported", ("unsupported annotator",)),
    ("the task is not supported", ("unsupported task",)),
    ("the card has no sample input", ("the card has no sample input", "the card names no sample")),
    ("the sample input does not suit the task", ("the sample input has",)),
    ("the card links to no model repository", ("link to no model repository",)),
    ("the card links to several model repositories", (r"link to \d+ model repositories",)),
    ("the verify block is invalid", ("the verify block is invalid",)),
    ("not run yet", ("not run yet",)),
    ("the card changed since the run", ("the card changed since",)),
    ("the model changed since the run", ("the model changed since", "the model's folder cannot be read any more")),
    ("its data changed since the run", ("changed since the model was", "cannot be read any more")),
    ("the record expired", (r"run \d+ days ago", "the record does not say when")),
    ("the record cannot be read", ("is no record:", "contradicts itself")),
    (
        "access to the model is refused",
        ("is gated", "needs HF_TOKEN", "was disabled", "refuses the token", "access to .* is denied"),
    ),
    ("there is no such model", ("has no revision", "is no name that", "there is no folder", "no such folder")),
    (
        "the model could not be fetched",
        ("cannot be reached", "broke the connection off", "in a row", "the Hub answered", "cannot be fetched",
         "came damaged", "that it does not have", "fetching it took longer", "cannot be kept here"),
    ),
    ("the store may not be read", ("is never read", r"verify\.protocols has")),
    (
        "the model is refused as unsafe",
        ("loading that may run code", "adapter to another model", "asks for", "leads out of"),
    ),
    ("the model is too large", ("files take",)),
    (
        "files of the model are missing",
        ("there are no weights", r"there is no config\.json", "there is no tokenizer", "which is not there",
         "is no file$"),
    ),
    ("the model took too long", (r"took longer than .* and was stopped",)),
    ("the model needed too much memory", ("of memory and was stopped", "out of memory")),
    (
        "the model's process broke down",
        ("the worker ended", "the worker was ended", "wrote more than", "started more than"),
    ),
    (
        "the evaluation data cannot be used",
        ("evaluation data", r"\brow \d", r"\.(?:jsonl|csv|tsv|parquet|conll)\b", "data set"),
    ),
    ("a sample cannot be used", ("recording", r"\bimage\b", "the sample")),
    (
        "the model cannot be loaded",
        ("cannot be loaded", "of other sizes", "weights lack", r"config\.json", "nested too deeply", "no JSON object",
         "tokenizer", r"\.safetensors"),
    ),
    ("the model answers with no numbers", ("NaN",)),
    (
        "this machine could not run it",
        (r"verify\.device", "no worker", "worker's answer", "temporary folder", "the run was stopped", "pip install"),
    ),
)  # fmt: skip
#: Characters of a reason that are read.
_READ = 500
_PATTERN = re.compile("|".join(f"(?P<c{number}>.*(?:{'|'.join(words)}))" for number, (_, words) in enumerate(_CAUSES)))
#: Where the claim that differs stands, told by the check's subject.
_CLAIMS = re.compile(
    r"(?P<figure>(?:precision|recall|f1|support|accuracy|exact_match|accuracy_top5|bleu|chrf|rouge\w+|wer|cer|pearson"
    r"|spearman|mae|mse)\b)|(?P<answer>sample \d+|word |span |number of spans)"
)
_OTHERS: Mapping[Status, str] = {
    "failed": "another failure",
    "not-run": "another reason",
    "stale": "another change",
    "mismatch": "another claim differs",
}
_DIFFERING = {"figure": "a figure differs from the card's", "answer": "an answer differs from the card's"}


def cause_of(status: Status, reason: str) -> str:
    """The cause that a reason is put under, in a few words; empty for a status that needs none.

    Args:
        status: Of the model: ``failed``, ``not-run``, ``stale`` or ``mismatch``.
        reason: As ``RunRecord.reason`` or ``Entry.reason``.
    """
    if status not in _OTHERS:
        return ""
    if status == "mismatch":
        found = _CLAIMS.match(reason)
        return _DIFFERING[found.lastgroup or ""] if found else _OTHERS[status]
    found = _PATTERN.match(reason[:_READ])
    return _CAUSES[int((found.lastgroup or "c0")[1:])][0] if found else _OTHERS[status]
