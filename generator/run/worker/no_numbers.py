"""Models are made without numbers first, then given their weights. Torch draws the first ones all the same.

``from_pretrained`` makes a model on the device ``meta``, where tensors have a shape and nothing else. The layers of
torch draw their initial numbers there too, which draws nothing and takes a tenth of the time of running a small model.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import torch

_INITIAL = (
    "constant_", "kaiming_normal_", "kaiming_uniform_", "normal_", "ones_", "trunc_normal_", "uniform_",
    "xavier_normal_", "xavier_uniform_", "zeros_",
)  # fmt: skip


def spare_initial_numbers() -> None:
    """Let the functions of ``torch.nn.init`` leave tensors without numbers alone; others get theirs as ever."""
    for name in _INITIAL:
        setattr(torch.nn.init, name, _sparing(getattr(torch.nn.init, name)))


def _sparing(fill: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    @wraps(fill)
    def filled(tensor: torch.Tensor, *values: object, **named: object) -> torch.Tensor:
        return tensor if tensor.is_meta else fill(tensor, *values, **named)

    return filled
