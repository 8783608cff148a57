"""A model folder → a model and its tokenizer, in evaluation mode, float32, on the CPU."""

from __future__ import annotations

from typing import Any

import torch
from transformers import AutoConfig, AutoTokenizer

from generator.run.trouble import RunFailed

#: Tokenizers without a limit give a huge number instead.
_NO_LIMIT = 1_000_000
#: These count positions from behind the padding token's.
_OFFSET_POSITIONS = frozenset({"roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "mpnet"})


class Loaded:
    """A model that is ready to answer.

    Attributes:
        model: The ``transformers`` model.
        tokenizer: Its fast tokenizer.
        labels: Label names in order of their numbers, as the model's configuration has them.
        max_length: Longest input in tokens; ``None`` for no limit.
    """

    def __init__(self, folder: str, auto_class: Any, max_length: int | None) -> None:
        config = _attempt("config.json", lambda: AutoConfig.from_pretrained(folder, **_LOCAL))
        self.labels = _labels(config)
        self.tokenizer = _attempt("the tokenizer", lambda: AutoTokenizer.from_pretrained(folder, **_LOCAL))
        if not self.tokenizer.is_fast:
            raise RunFailed("the tokenizer is of a kind that does not tell where in the text its tokens stand")
        self.model = _attempt("the model", lambda: _model(folder, auto_class, config))
        self.max_length = _shortest(max_length, self.tokenizer.model_max_length, _positions(config))
        self._check_vocabulary()

    def _check_vocabulary(self) -> None:
        rows = self.model.get_input_embeddings().weight.shape[0]
        if len(self.tokenizer) > rows:
            raise RunFailed(f"the tokenizer has {len(self.tokenizer)} tokens, and the model only knows {rows}")

    def encode(self, texts: list[str], *, truncation: bool = True, **options: Any) -> Any:
        """Tokenize ``texts``; longer ones than ``max_length`` are cut off where ``truncation``."""
        cut = {"truncation": True, "max_length": self.max_length} if truncation and self.max_length else {}
        return self.tokenizer(texts, **cut, **options)

    def lengths(self, texts: list[str]) -> list[int]:
        """The number of tokens of each text, before anything is cut off."""
        return [len(ids) for ids in self.encode(texts, truncation=False, verbose=False)["input_ids"]]

    def logits(self, encoded: Any) -> torch.Tensor:
        """The model's answer to encoded texts: float32, one row a text.

        Raises:
            RunFailed: It holds a value that is no number.
        """
        names = self.tokenizer.model_input_names
        with torch.no_grad():
            logits: torch.Tensor = self.model(**{name: encoded[name] for name in names if name in encoded}).logits
        if not bool(torch.isfinite(logits).all()):
            raise RunFailed("the model answered with NaN or infinite scores")
        return logits


_LOCAL: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}


def _model(folder: str, auto_class: Any, config: Any) -> Any:
    model, report = auto_class.from_pretrained(
        folder,
        config=config,
        use_safetensors=True,
        dtype=torch.float32,
        attn_implementation="eager",
        output_loading_info=True,
        **_LOCAL,
    )
    if missing := sorted(report["missing_keys"]):
        # transformers fills them with random numbers: the answers would mean nothing.
        raise RunFailed(f"the weights lack {len(missing)} tensors that the model needs, such as {missing[0]}")
    return model.eval()


def _labels(config: Any) -> list[str]:
    names = config.id2label
    if sorted(names) != list(range(len(names))):
        raise RunFailed(f"config.json: id2label numbers its labels {sorted(names)}, not from 0 on")
    return [str(names[number]) for number in range(len(names))]


def _positions(config: Any) -> int | None:
    positions = getattr(config, "max_position_embeddings", None)
    if not isinstance(positions, int) or positions <= 0:
        return None
    offset = (config.pad_token_id or 0) + 1 if config.model_type in _OFFSET_POSITIONS else 0
    return positions - offset


def _shortest(*limits: int | None) -> int | None:
    return min((int(limit) for limit in limits if limit is not None and limit < _NO_LIMIT), default=None)


def _attempt(what: str, load: Any) -> Any:
    try:
        return load()
    except RunFailed:
        raise
    except Exception as error:  # A broken folder raises anything; it is this model's failure, in its words.
        words = " ".join(str(error).split())
        if "ignore_mismatched_sizes" in words:  # transformers points to a report that is only logged.
            raise RunFailed("the weights are of other sizes than config.json gives the model") from error
        raise RunFailed(f"{what} cannot be loaded: {type(error).__name__}: {words}") from error
