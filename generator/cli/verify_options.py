"""What ``modelhub verify`` may be asked for: its options, in groups, and what was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import click

from generator.cli.command import PATH, option, options
from generator.cli.verify_output import Format
from generator.errors import UsageError


class ExecutorChoice(StrEnum):
    """Where models run."""

    local = "local"
    ray = "ray"


class DeviceChoice(StrEnum):
    """What models compute on."""

    cpu = "cpu"
    cuda = "cuda"
    auto = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for, as the help says."""

    cards: Sequence[Path]
    hub: Path
    rerun: bool
    speed: bool
    changed_since: str | None
    shard: str | None
    check: bool
    explain: bool
    drift: bool
    device: DeviceChoice | None
    jobs: int | None
    executor: ExecutorChoice | None
    ray_address: str | None
    format_: Format
    output_file: Path | None

    def __post_init__(self) -> None:
        """See that it goes together.

        Raises:
            UsageError: It does not.
        """
        if self.rerun + self.check + self.explain + self.drift > 1:
            raise UsageError("--rerun, --check, --explain and --drift exclude each other")
        if (self.explain or self.drift) and self.format_ not in {Format.text, Format.json}:
            shown = "explain" if self.explain else "drift"
            raise UsageError(f"--{shown} is shown as text or json, not as {self.format_}")

    @property
    def whole(self) -> bool:
        """Whether every card of the hub is meant."""
        return not self.cards and self.changed_since is None and self.shard is None

    @property
    def runs(self) -> bool:
        """Whether models are run, where anything changed."""
        return not (self.check or self.explain or self.drift)


run_options = options(
    option("--rerun", is_flag=True, help="Run models again whose record is up to date."),
    option("--speed", is_flag=True, help="Measure how fast the models are as well, one by one when all have been run."),
)
_card = partial(option, section="Which cards")
card_options = options(
    _card(
        "--changed-since",
        metavar="REV",
        help="Only cards that changed since this git revision, or their data, or their model in the hub.",
    ),
    _card("--shard", metavar="I/N", help="Only this part of the cards, for several machines: 1/4, 2/4 …"),
)
_look = partial(option, section="Only looking")
look_options = options(
    _look("--check", is_flag=True, help="Run and write nothing: only say which records are not in order."),
    _look("--explain", is_flag=True, help="Run and write nothing: only say what would be run, and why."),
    _look(
        "--drift", is_flag=True, help="Run, fetch and write nothing: only ask which models moved since they were run."
    ),
)
_place = partial(option, section="Where models run")
place_options = options(
    _place("--device", type=click.Choice(DeviceChoice), help="What models compute on, instead of verify.device."),
    _place(
        "--jobs",
        type=click.IntRange(min=1, max=1024),
        metavar="N",
        help="So many models at a time; without it, verify.jobs of the configuration, or as many as processors "
        "(divided by verify.threads) and memory (1 GiB each) allow.",
    ),
    _place(
        "--executor",
        type=click.Choice(ExecutorChoice),
        help="Run models on this machine, or as tasks of a Ray cluster; without it, as configured.",
    ),
    _place(
        "--ray-address",
        metavar="HOST:PORT",
        help="The Ray cluster to use, or auto for the one that runs on this machine; without it, that of RAY_ADDRESS, "
        "or one that is started on this machine for as long as the command runs.",
    ),
)
_output = partial(option, section="Output")
output_options = options(
    _output("--format", "format_", type=click.Choice(Format), default=Format.text, help="How to show the outcome."),
    _output("--output-file", type=PATH, metavar="FILE", help="Write the outcome here instead of printing it."),
)
