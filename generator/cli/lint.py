"""``modelhub lint``: find what is wrong with cards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from generator.cli.common import PROBLEMS_FOUND
from generator.cli.lint_once import Choice, Wanted, lint_once
from generator.cli.lint_output import Format

#: Codes or families, each option may be given several times and hold several with commas between them.
Rules: TypeAlias = list[str] | None


def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Cards, or folders of cards; without any, the hub's cards folder.")
    ] = None,
    *,
    hub: Annotated[Path, typer.Option(help="The hub's folder, or one inside it.")] = Path(),
    format_: Annotated[Format, typer.Option("--format", help="How to show the findings.")] = Format.text,
    output_file: Annotated[Path | None, typer.Option(help="Write the findings here instead of printing them.")] = None,
    select: Annotated[
        Rules,
        typer.Option(
            help="Only these rules: codes or families, with commas between them; takes the place of what the "
            "configuration selects and ignores."
        ),
    ] = None,
    extend_select: Annotated[Rules, typer.Option(help="These rules as well, such as those checked on demand.")] = None,
    ignore: Annotated[Rules, typer.Option(help="Not these rules.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely, and show what is left.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: fixes as well that may change the meaning.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    baseline: Annotated[Path | None, typer.Option(help="Forgive the findings that this file counts.")] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Forgive what is found now: write the file of --baseline.")
    ] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule instead.")] = False,
    online: Annotated[bool, typer.Option("--online", help="Ask servers whether the cards' links are alive.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again after each change, until Ctrl+C.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="So many processes at most; without it, one for each processor."),
    ] = None,
    cache: Annotated[
        bool,
        typer.Option(
            "--cache/--no-cache", help="Look only at what changed since the last time: cards, and links for --online."
        ),
    ] = True,
) -> None:
    """Find what is wrong with cards.

    Exit codes: 0 for no error (warnings are allowed), 1 for errors, 2 for a command that cannot be used, 130 when
    interrupted.

    [bold]Examples[/]

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
        tuple(paths or ()),
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
        raise typer.Exit(PROBLEMS_FOUND)


def _names(given: Rules) -> tuple[str, ...]:
    return tuple(name.strip() for part in given or [] for name in part.split(",") if name.strip())
