"""Which executor a command is to use."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from generator.config import VerifyConfig
from generator.errors import UsageError
from generator.run.executors.executor import Executor
from generator.run.executors.local import Local
from generator.run.trouble import MissingExtra


def executor_for(root: Path, config: VerifyConfig, address: str = "") -> Executor:
    """The executor that the configuration names.

    Args:
        root: The hub's root.
        config: How models are run.
        address: Of a Ray cluster; empty for that of ``RAY_ADDRESS``, and without that for one of our own.

    Raises:
        UsageError: An address is given, and no Ray is used.
        MissingExtra: Ray is not installed.
    """
    if config.executor == "local":
        if address:
            raise UsageError("--ray-address goes with --executor ray")
        return Local(root, config)
    if find_spec("ray") is None:
        raise MissingExtra(["ray"], "ray")
    # It is read when Ray is imported. What Ray says of lost processes would go to standard output, among the results.
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", "^")
    from generator.run.executors.ray import Ray  # noqa: PLC0415  of the optional libraries

    return Ray(root, config, address or os.environ.get("RAY_ADDRESS", ""))
