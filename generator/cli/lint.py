"""``modelhub lint``: find what is wrong with cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.exceptions import Exit

from generator.cli.command import PATH, argument, command, hub_option, option
from generator.cli.common import PROBLEMS_FOUND
from generator.cli.lint_once import Choice, Wanted, lint_once
from generator.cli.lint_output import Format


def _rules(name: str, about: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that names rules, by code or family; given several times, or with commas between them."""
    return option(name, multiple=True, metavar="RULES", section="Rules", help=about)


@command()
@argument("paths", nargs=-1, type=PATH, help="Cards, or folders of cards; without any, the hub's cards folder.")
@hub_option
@option("--online", is_flag=True, help="Ask servers whether the cards' links are alive.")
@option("--watch", is_flag=True, help="Check again after each change, until Ctrl+C.")
@option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="So many processes at most; without it, one for each processor.",
)
@option(
    "--cache/--no-cache",
    default=True,
    help="Look only at what changed since the last time: cards, and links for --online.",
)
@_rules(
    "--select",
    "Only these rules: codes or families, with commas between them; takes the place of what the configuration selects "
    "and ignores.",
)
@_rules("--extend-select", "These rules as well, such as those checked on demand.")
@_rules("--ignore", "Not these rules.")
@option("--baseline", type=PATH, metavar="FILE", section="Rules", help="Forgive the findings that this file counts.")
@option(
    "--write-baseline",
    is_flag=True,
    section="Rules",
    help="Forgive what is found now: write the file of --baseline.",
)
@option("--fix", is_flag=True, section="Fixes", help="Mend what can be mended safely, and show what is left.")
@option(
    "--unsafe-fixes",
    is_flag=True,
    section="Fixes",
    help="With --fix or --diff: fixes as well that may change the meaning.",
)
@option("--diff", is_flag=True, section="Fixes", help="Show what --fix would change, and change nothing.")
@option(
    "--format",
    "format_",
    type=click.Choice(Format),
    default=Format.text,
    section="Output",
    help="How to show the findings.",
)
@option(
    "--output-file",
    type=PATH,
    metavar="FILE",
    section="Output",
    help="Write the findings here instead of printing them.",
)
@option("--statistics", is_flag=True, section="Output", help="Count the findings of each rule instead.")
def lint(
    *,
    paths: tuple[Path, ...],
    hub: Path,
    format_: Format,
    output_file: Path | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline: Path | None,
    write_baseline: bool,
    statistics: bool,
    online: bool,
    watch: bool,
    jobs: int | None,
    cache: bool,
) -> None:
    """Find what is wrong with cards.

    Exit codes: 0 for no error (warnings are allowed), 1 for errors, 2 for a command that cannot be used, 130 when
    interrupted.

    Examples:
      modelhub lint
      modelhub lint cards/2026-01-02-topic_en.md --select PY,MI003
      modelhub lint --statistics --ignore SO
      modelhub lint --diff
      modelhub lint --fix --select PY002
      modelhub lint --baseline modelhub-baseline.json --write-baseline
      modelhub lint --online
      modelhub lint --watch
      modelhub lint --format sarif --output-file lint.sarif
    """
    wanted = Wanted(
        paths,
        hub,
        Choice(_names(select), _names(extend_select), _names(ignore)),
        format_,
        output_file,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        baseline=baseline,
        write_baseline=write_baseline,
        statistics=statistics,
        jobs=jobs,
        cache=cache,
        online=online,
    )
    if watch:
        from generator.cli.lint_watch import watch as watch_cards  # noqa: PLC0415 - few watch, and threads start slowly

        watch_cards(wanted)
    elif lint_once(wanted):
        raise Exit(PROBLEMS_FOUND)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for part in given for name in part.split(",") if name.strip())
