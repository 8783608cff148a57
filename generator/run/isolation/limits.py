"""What a model may take, and what its process is told of this one's environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from generator.config import Device


@dataclass(frozen=True, slots=True)
class Limits:
    """What one model may take.

    Attributes:
        timeout: Seconds, loading included.
        memory: Bytes that its processes hold in memory.
        threads: Threads that it computes with.
        device: What it computes on.
    """

    timeout: float
    memory: int
    threads: int
    device: Device = "cpu"


def environment(home: Path, limits: Limits) -> dict[str, str]:
    """Nothing of ours but where libraries lie and which GPUs there are: no token, no proxy, no settings."""
    threads, gpu = limits.threads, limits.device != "cpu"
    names = ("PATH", "LD_LIBRARY_PATH", *(("CUDA_VISIBLE_DEVICES",) if gpu else ()))
    kept = {name: os.environ[name] for name in names if name in os.environ}
    # Without a workspace of a fixed size, cuBLAS gives other numbers every time.
    kept |= {"CUBLAS_WORKSPACE_CONFIG": ":4096:8"} if gpu else {"CUDA_VISIBLE_DEVICES": ""}
    return {
        **kept,
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "HF_HOME": str(home),
        "HF_DEACTIVATE_ASYNC_LOAD": str(int(threads == 1)),  # It reads weights with four threads.
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "OMP_NUM_THREADS": str(threads),
        "MKL_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": "1",  # It starts its threads when it is imported, and they would not outlive a fork.
    }
