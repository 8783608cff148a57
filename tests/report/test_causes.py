"""Reasons are put under causes, so that one sees how many models a thing would mend."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.hub import STATUSES, Status
from generator.report.causes import cause_of


@pytest.mark.parametrize(
    ("status", "reason", "cause"),
    [
        ("not-run", "unsupported annotator NerDLModel", "the annotator is not supported"),
        ("not-run", "unsupported task Spell Check", "the task is not supported"),
        ("not-run", "the card has no sample input; found the placeholder 'x'", "the card has no sample input"),
        ("not-run", "the sample input has the columns a; the task reads one text",
         "the sample input does not suit the task"),
        ("not-run", "References and Data Source link to no model repository on the Hugging Face Hub",
         "the card links to no model repository"),
        ("not-run", "References and Data Source link to 2 model repositories: a/b, c/d",
         "the card links to several model repositories"),
        ("not-run", "not run yet", "not run yet"),
        ("not-run", "the card changed since; not run yet", "not run yet"),
        ("stale", "the card changed since the model was run", "the card changed since the run"),
        ("stale", "the model changed since it was run: config.json", "the model changed since the run"),
        ("stale", "the evaluation data changed since the model was measured", "its data changed since the run"),
        ("stale", "the sample images/a.png changed since the model was run", "its data changed since the run"),
        ("stale", "run 31 days ago, and verify.max_age is 30", "the record expired"),
        ("not-run", "records/a.json: is no record: status: Input should be; run `modelhub verify --rerun`",
         "the record cannot be read"),
        ("not-run", "the Hub has no model a/b, or it is private and needs HF_TOKEN (401)",
         "access to the model is refused"),
        ("not-run", "a/b is gated: accept its terms on the Hub and set HF_TOKEN", "access to the model is refused"),
        ("not-run", "a/b has no revision main2", "there is no such model"),
        ("failed", "path:models/a: no such folder", "there is no such model"),
        ("not-run", "the Hugging Face Hub cannot be reached (ConnectError)", "the model could not be fetched"),
        ("not-run", "fetching it took longer than 60 s", "the model could not be fetched"),
        ("not-run", "s3:// is not read: verify.protocols has none", "the store may not be read"),
        ("not-run", "the weights are only there as pytorch_model.bin, and loading that may run code; x is needed",
         "the model is refused as unsafe"),
        ("not-run", "its files take 12.0 GiB, and at most 10 are read", "the model is too large"),
        ("failed", "there are no weights: model.safetensors is needed", "files of the model are missing"),
        ("failed", "took longer than 60 s and was stopped", "the model took too long"),
        ("failed", "needed more than 4 GiB of memory and was stopped", "the model needed too much memory"),
        ("failed", "the worker was ended by SIGKILL (out of memory, perhaps)", "the model needed too much memory"),
        ("failed", "the worker was ended by SIGSEGV", "the model's process broke down"),
        ("failed", "data/test.jsonl:3: label: Field required", "the evaluation data cannot be used"),
        ("failed", "images/a.png is no image of a kind that is read: PNG", "a sample cannot be used"),
        ("failed", "the weights are of other sizes than config.json gives the model", "the model cannot be loaded"),
        ("failed", "the model answered with NaN or infinite scores", "the model answers with no numbers"),
        ("not-run", "verify.device is cuda, and there is no GPU here that torch can use",
         "this machine could not run it"),
        ("failed", "something that nobody thought of", "another failure"),
        ("not-run", "something that nobody thought of", "another reason"),
        ("mismatch", "f1 of Sports: differs by 0.05, allowed 0.01", "a figure differs from the card's"),
        ("mismatch", "sample 1 · label: claimed World, observed Sports (and 1 more of 3 claims differ)",
         "an answer differs from the card's"),
        ("mismatch", "made up", "another claim differs"),
        ("verified", "agrees with all 3 claims that could be checked", ""),
        ("measured", "ran; the card claims nothing about what the model answers", ""),
    ],
)  # fmt: skip
def test_a_reason_has_its_cause(status: Status, reason: str, cause: str) -> None:
    assert cause_of(status, reason) == cause


@given(st.sampled_from(STATUSES), st.text())
def test_any_reason_has_a_cause_where_one_is_needed(status: Status, reason: str) -> None:
    assert bool(cause_of(status, reason)) == (status not in {"verified", "measured"})


def test_a_long_reason_takes_no_longer() -> None:
    def seconds(reason: str) -> float:
        start = time.process_time()
        for _ in range(20):
            cause_of("failed", reason)
        return time.process_time() - start

    short, long = ("took longer than access to link to 1" * times for times in (15, 15_000))
    # Another process may take the caches for a moment, but not again and again.
    assert not all(seconds(long) > 20 * max(seconds(short), 0.01) for _ in range(4))
