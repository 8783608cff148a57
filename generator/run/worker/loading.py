"""A model folder → a model and what makes its input, in evaluation mode, float32, on the CPU."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import torch
from transformers import AutoConfig, AutoTokenizer

from generator.run.conventions import lower_case
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.verify_block import ActivationName

#: Tokenizers without a limit give a huge number instead.
_NO_LIMIT = 1_000_000
#: These count positions from behind the padding token's.
_OFFSET_POSITIONS = frozenset({"roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "mpnet"})


class LoadedModel:
    """A model that is ready to answer, whatever it reads.

    Args:
        job: What to run.
        auto_class: The class of ``transformers`` that loads a model of the task.
        unused: How the names of weights begin that the task does not use, so that they may be missing.

    Attributes:
        model: The ``transformers`` model.
        config: Its configuration.
        max_length: Longest input in tokens; ``None`` for no limit, and where the input is no text.
    """

    max_length: int | None = None

    def __init__(self, job: Job, auto_class: Any, *, unused: tuple[str, ...] = ()) -> None:
        self.config = config_of(job.model)
        self._prepare(job)
        self.model = attempt("the model", lambda: _model(job.model, auto_class, self.config, unused))

    def _prepare(self, job: Job) -> None:
        """Load what makes the model's input of a sample: far smaller than the weights, so it comes before them."""

    @cached_property
    def labels(self) -> list[str]:
        """Label names in order of their numbers, as the model's configuration has them."""
        return _labels(self.config)

    def activation(self, asked: ActivationName | None) -> ActivationName:
        """How the logits of a classifier become scores: as ``asked``, else as the model's configuration says.

        Raises:
            RunFailed: The scores would say nothing.
        """
        multi_label = self.config.problem_type == "multi_label_classification"
        activation: ActivationName = asked or ("sigmoid" if multi_label else "softmax")
        if len(self.labels) == 1 and activation == "softmax":
            raise RunFailed("the model has one label: its softmax is always 1, so it says nothing")
        return activation

    def forward(self, inputs: Mapping[str, Any]) -> Any:
        """All that the model gives for its input."""
        with torch.inference_mode():
            return self.model(**inputs)

    def logits(self, inputs: Mapping[str, Any]) -> torch.Tensor:
        """The model's answer: float32, one row a sample.

        Raises:
            RunFailed: It holds a value that is no number.
        """
        logits: torch.Tensor = self.forward(inputs).logits
        return finite(logits)


class Loaded(LoadedModel):
    """A model that reads text, with its tokenizer.

    Args:
        job: What to run.
        auto_class: The class of ``transformers`` that loads a model of the task.
        offsets: Whether the task needs to know where in the text a token stands.
        unused: How the names of weights begin that the task does not use, so that they may be missing.

    Attributes:
        tokenizer: Its tokenizer.
        positions: How many tokens the model can count; ``None`` for no limit.
    """

    def __init__(self, job: Job, auto_class: Any, *, offsets: bool = False, unused: tuple[str, ...] = ()) -> None:
        self._lower = job.options.case_sensitive is False
        self._offsets = offsets
        self._kept: dict[str, dict[str, array[int]]] = {}
        super().__init__(job, auto_class, unused=unused)
        self.positions = _positions(self.config)
        self.max_length = _shortest(job.max_length, self.tokenizer.model_max_length, self.positions)
        self._check_vocabulary()

    def _prepare(self, job: Job) -> None:
        self.tokenizer = tokenizer_of(job.model)
        if self._offsets and not self.tokenizer.is_fast:
            raise RunFailed("the tokenizer is of a kind that does not tell where in the text its tokens stand")

    def _check_vocabulary(self) -> None:
        rows = self.model.get_input_embeddings().weight.shape[0]
        if len(self.tokenizer) > rows:
            raise RunFailed(f"the tokenizer has {len(self.tokenizer)} tokens, and the model only knows {rows}")

    def encode(self, texts: list[str], *, truncation: bool = True, **options: Any) -> Any:
        """Tokenize ``texts``; longer ones than ``max_length`` are cut off where ``truncation``."""
        cut = {"truncation": True, "max_length": self.max_length} if truncation and self.max_length else {}
        return self.tokenizer([self.cased(text) for text in texts], **cut, **options)

    def encode_pairs(self, pairs: Mapping[str, list[str]], *, kept: str) -> tuple[Any, bool]:
        """Tokenize pairs of texts, whose case was seen to, and cut the end of the first text of one that is too long.

        Args:
            pairs: The first texts as ``text`` and the second ones as ``text_pair``.
            kept: What the second texts are, in words; they are never cut, for they would be others then.

        Returns:
            Tensors, a row a pair; whether anything was cut.

        Raises:
            RunFailed: A second text alone is too long.
        """
        limit = self.max_length
        whole = self.tokenizer(**pairs, verbose=False)["input_ids"]
        if limit is None or max(len(ids) for ids in whole) <= limit:
            return self.tokenizer(**pairs, padding=True, return_tensors="pt"), False
        seconds = self.tokenizer(pairs["text_pair"], add_special_tokens=False, verbose=False)["input_ids"]
        room = limit - self.tokenizer.num_special_tokens_to_add(pair=True)
        if max(len(ids) for ids in seconds) >= room:
            raise RunFailed(f"{kept} alone is longer than the {limit} tokens that the model reads")
        cut = {"truncation": "only_first", "max_length": limit}
        return self.tokenizer(**pairs, **cut, padding=True, return_tensors="pt"), True

    def cased(self, text: str) -> str:
        """The text as the model is to read it: in lower case where the card says that case does not matter."""
        return lower_case(text) if self._lower else text

    def truncates(self, text: str) -> bool:
        """Whether the end of ``text`` is cut off."""
        return self.max_length is not None and self.lengths([text])[0] > self.max_length

    def lengths(self, texts: list[str]) -> list[int]:
        """The number of tokens of each text, before anything is cut off."""
        numbers_alone = {"return_attention_mask": False, "return_token_type_ids": False}
        encoded = self.encode(texts, truncation=False, verbose=False, **numbers_alone)
        return [len(ids) for ids in encoded["input_ids"]]

    def keep(self, texts: list[str]) -> list[int]:
        """Tokenize texts for ``kept``, so that it is done once, and say how many tokens of each the model reads."""
        encoded = self.encode(texts, verbose=False)
        names = [name for name in self.tokenizer.model_input_names if name in encoded]
        columns = [[array("i", numbers) for numbers in encoded[name]] for name in names]
        rows = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
        self._kept = dict(zip(texts, rows, strict=True))
        return [len(numbers) for numbers in columns[0]]

    def kept(self, texts: list[str]) -> Any:
        """Tensors of texts, a row each: those of ``keep``, and others as well."""
        if not all(text in self._kept for text in texts):
            return self.encode(texts, padding=True, return_tensors="pt")
        rows = [self._kept[text] for text in texts]
        columns = {name: [row[name].tolist() for row in rows] for name in rows[0]}
        return self.tokenizer.pad(columns, return_tensors="pt")

    @property
    def pads(self) -> bool:
        """Whether texts of several lengths can go through the model together and answer as if each were alone."""
        return self.tokenizer.pad_token_id is not None and "attention_mask" in self.tokenizer.model_input_names

    def forward(self, inputs: Mapping[str, Any]) -> Any:
        """All that the model gives for encoded texts, of which it is given what it reads."""
        names = self.tokenizer.model_input_names
        return super().forward({name: inputs[name] for name in names if name in inputs})


def finite(values: torch.Tensor) -> torch.Tensor:
    """The same values.

    Raises:
        RunFailed: One of them is no number.
    """
    if not bool(torch.isfinite(values).all()):
        raise RunFailed("the model answered with NaN or infinite scores")
    return values


#: What everything is loaded with.
LOCAL: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}


def config_of(folder: str) -> Any:
    """The configuration of a model."""
    return attempt("config.json", lambda: AutoConfig.from_pretrained(folder, **LOCAL))


def tokenizer_of(folder: str) -> Any:
    """The tokenizer of a model."""
    return attempt("the tokenizer", lambda: AutoTokenizer.from_pretrained(folder, **LOCAL))


def _model(folder: str, auto_class: Any, config: Any, unused: tuple[str, ...]) -> Any:
    model, report = auto_class.from_pretrained(
        folder,
        config=config,
        use_safetensors=True,
        dtype=torch.float32,
        attn_implementation="eager",
        output_loading_info=True,
        **LOCAL,
    )
    if missing := sorted(key for key in report["missing_keys"] if not key.startswith(unused)):
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


def attempt(what: str, load: Callable[[], Any]) -> Any:
    """What ``load`` gives.

    Raises:
        RunFailed: ``what`` cannot be loaded; says why.
    """
    try:
        return load()
    except RunFailed:
        raise
    except Exception as error:  # A broken folder raises anything; it is this model's failure, in its words.
        words = " ".join(str(error).split())
        if "ignore_mismatched_sizes" in words:  # transformers points to a report that is only logged.
            raise RunFailed("the weights are of other sizes than config.json gives the model") from error
        raise RunFailed(f"{what} cannot be loaded: {type(error).__name__}: {words}") from error
