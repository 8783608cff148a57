"""Why models were not run, failed or differ: the many wordings of reasons, put under a few causes.

A reason is one sentence and names files, numbers and models; whoever looks after a hub wants to know how many models one
thing would mend.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.hub import Status

#: What the reason of a record begins with, or holds, and the cause that it is put under; the first that fits counts.
#: The words on the left are those of ``run/`` and ``read/model_source.py``; a test holds that they are met there.
_CAUSES: tuple[tuple[str, str], ...] = (
    (r"unsupported annotator", "the annotator is not supported"),
    (r"unsupported task", "the task is not supported"),
    (r"the card has no sample input|the card names no sample", "the card has no sample input"),
    (r"the sample input has", "the sample input does not suit the task"),
    (r"References and Data Source link to no model", "the card links to no model repository"),
    (r"References and Data Source link to \d+", "the card links to several model repositories"),
    (r"the verify block is invalid", "the verify block is invalid"),
    (r"not run yet|the card changed since; not run yet", "not run yet"),
    (r"the card changed since", "the card changed since the run"),
    (r"the model changed since|the model's folder cannot be read any more", "the model changed since the run"),
    (r".* (?:changed since the model was (?:run|measured)|cannot be read any more)", "its data changed since the run"),
    (r"run \d+ days ago|the record does not say when", "the record expired"),
    (r".*(?:is no record|contradicts itself)", "the record cannot be read"),
    (r".*\b(?:is gated|needs HF_TOKEN|was disabled|refuses the token|is denied)", "access to the model is refused"),
    (r".*(?:has no revision|is no name that|there is no folder|no such folder)", "there is no such model"),
    (r".*(?:cannot be reached|broke the connection off|in a row|the Hub answered|cannot be fetched|came damaged"
     r"|that it does not have|fetching it took longer|cannot be kept here)", "the model could not be fetched"),
    (r".*(?:never read|is not read: verify\.protocols)", "the store may not be read"),
    (r".*(?:loading that may run code|adapter to another model|asks for|leads out of)", "the model is refused as unsafe"),
    (r".*files take .* are read", "the model is too large"),
    (r".*(?:there are no weights|there is no config\.json|there is no tokenizer|which is not there|is no file$)",
     "files of the model are missing"),
    (r"took longer than .* and was stopped", "the model took too long"),
    (r"(?:the worker (?:was )?ended(?!.*memory)|wrote more than|started more than)", "the model's process broke down"),
    (r".*memory", "the model needed too much memory"),
    (r".*(?:evaluation data|row \d|\.jsonl|\.csv|\.tsv|\.parquet|data set|:\d+:)", "the evaluation data cannot be used"),
    (r".*(?:recording|image|the sample)", "a sample cannot be used"),
    (r".*(?:cannot be loaded|of other sizes|weights lack|config\.json|nested too deeply|no JSON|tokenizer|\.safetensors)",
     "the model cannot be loaded"),
    (r".*(?:NaN|infinite)", "the model answers with no numbers"),
    (r".*(?:verify\.device|no worker|worker's answer|temporary folder|the run was stopped|pip install)",
     "this machine could not run it"),
)  # fmt: skip
#: Characters of a reason that are read.
_READ = 500
_PATTERN = re.compile("|".join(f"(?P<c{number}>{words})" for number, (words, _) in enumerate(_CAUSES)))
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
    return _CAUSES[int((found.lastgroup or "c0")[1:])][1] if found else _OTHERS[status]
