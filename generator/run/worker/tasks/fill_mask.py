"""Fill-mask: what may stand where the text has a mask."""

from __future__ import annotations

import re

from transformers import AutoModelForMaskedLM

from generator.output import LabelScore, MaskOutput
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import TextRunner

#: How authors write a mask, whatever the model's own is.
_WRITTEN = re.compile(r"\[MASK\]|<mask>")
_SHOWN = 5


class FillMask(TextRunner):
    """A loaded masked language model."""

    def __init__(self, job: Job) -> None:
        self.loaded = Loaded(job, AutoModelForMaskedLM)
        self.options = job.options
        if self.loaded.tokenizer.mask_token_id is None:
            raise RunFailed("the tokenizer has no token for a mask")

    def answer(self, text: str) -> MaskOutput:
        """The best tokens for the one mask of the text."""
        mask, loaded = self.loaded.tokenizer.mask_token, self.loaded
        # The mask is a token of its own: put into lower case it would be a word.
        pieces = [loaded.cased(piece) for piece in _WRITTEN.split(text.replace(mask, "[MASK]"))]
        if len(pieces) != 2:  # noqa: PLR2004  before the mask and behind it
            raise RunFailed(f"the sample has {len(pieces) - 1} masks ([MASK] or {mask}); expected one")
        cut = {"truncation": True, "max_length": loaded.max_length} if loaded.max_length else {}
        masked = mask.join(pieces)
        encoded = loaded.tokenizer([masked], **cut, return_tensors="pt")
        at = (encoded["input_ids"][0] == loaded.tokenizer.mask_token_id).nonzero().flatten().tolist()
        if not at:
            raise RunFailed("the mask stands behind the longest input that the model reads")
        scores = loaded.logits(encoded)[0, at[0]].softmax(-1)
        best, numbers = scores.topk(min(_SHOWN, len(scores)))
        return MaskOutput(
            candidates=[
                LabelScore(label=loaded.tokenizer.decode([number]).strip(), score=round(float(score), 4))
                for score, number in zip(best, numbers.tolist(), strict=True)
            ],
            truncated=loaded.truncates(masked),
        )
