"""Fill-mask: what may stand where the text has a mask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transformers import AutoModelForMaskedLM

from generator.output import LabelScore, MaskOutput
from generator.run.job import Job, Prediction, RowInput
from generator.run.trouble import RunFailed
from generator.run.worker.loading import Loaded
from generator.run.worker.tasks.base import TextRunner, texts_of

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
        masked = self._masked(text)
        return MaskOutput(candidates=self._candidates([masked])[0], truncated=self.loaded.truncates(masked))

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """Of each text, in tokens."""
        return self.loaded.lengths([self._masked(text) for text in texts_of(rows)])

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """The best tokens for the mask of each text."""
        masked = [self._masked(text) for text in texts_of(rows)]
        together = [masked] if self.loaded.pads else [[text] for text in masked]
        found = [best for texts in together for best in self._candidates(texts)]
        return [Prediction(labels=[one.label for one in best], confidence=best[0].score) for best in found]

    def _masked(self, text: str) -> str:
        """The text as the model reads it, its one mask the model's own."""
        mask, loaded = self.loaded.tokenizer.mask_token, self.loaded
        # The mask is a token of its own: put into lower case it would be a word.
        pieces = [loaded.cased(piece) for piece in _WRITTEN.split(text.replace(mask, "[MASK]"))]
        if len(pieces) != 2:  # noqa: PLR2004  before the mask and behind it
            raise RunFailed(f"the sample has {len(pieces) - 1} masks ([MASK] or {mask}); expected one")
        masked: str = mask.join(pieces)
        return masked

    def _candidates(self, masked: list[str]) -> list[list[LabelScore]]:
        """The best tokens for the mask of each text, best first."""
        loaded, found = self.loaded, list[list[LabelScore]]()
        cut = {"truncation": True, "max_length": loaded.max_length} if loaded.max_length else {}
        encoded = loaded.tokenizer(masked, **cut, padding=len(masked) > 1, return_tensors="pt")
        places = encoded["input_ids"] == loaded.tokenizer.mask_token_id
        if not bool(places.any(1).all()):
            raise RunFailed("the mask stands behind the longest input that the model reads")
        for logits, at in zip(loaded.logits(encoded), places.int().argmax(1).tolist(), strict=True):
            scores = logits[at].softmax(-1)
            best, numbers = scores.topk(min(_SHOWN, len(scores)))
            found.append(
                [
                    LabelScore(label=loaded.tokenizer.decode([number]).strip(), score=round(float(score), 4))
                    for score, number in zip(best, numbers.tolist(), strict=True)
                ]
            )
        return found
