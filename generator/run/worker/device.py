"""Where a model computes: the processor, or a GPU. CUDA is first touched in the process that is forked for a model."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch

from generator.config import Device
from generator.run.trouble import NotStarted
from generator.speed import DeviceName


def choose(asked: Device) -> DeviceName:
    """What to compute on.

    Raises:
        NotStarted: A GPU is asked for and there is none; another machine may have one.
    """
    if asked == "cpu":
        return "cpu"
    if torch.cuda.is_available():
        torch.backends.cudnn.allow_tf32 = False  # That is no float32.
        return "cuda"
    if asked == "auto":
        return "cpu"
    raise NotStarted("verify.device is cuda, and there is no GPU here that torch can use", passing=True)


def place(model: Any, device: DeviceName) -> None:
    """Move a model to its device, and from now on all that goes into it and all that is made beside it."""
    if device == "cpu":
        return
    model.to(device)
    torch.set_default_device(device)  # Not before it was loaded: transformers would want another library for that.
    for name in ("forward", "generate"):
        if hasattr(model, name):
            setattr(model, name, _moving(getattr(model, name), device))


def _moving(method: Callable[..., Any], device: DeviceName) -> Callable[..., Any]:
    def moved(value: Any) -> Any:
        return value.to(device) if isinstance(value, torch.Tensor) else value

    @functools.wraps(method)  # transformers looks at the names of the parameters.
    def call(*positional: Any, **named: Any) -> Any:
        return method(*map(moved, positional), **{name: moved(value) for name, value in named.items()})

    return call
