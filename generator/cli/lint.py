"""``modelhub lint``: find what is wrong with cards."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from generator import store
from generator.cli import lint_baseline, lint_fix
from generator.cli.common import PROBLEMS_FOUND, colours, hub_root, today
from generator.cli.lint_input import Named, absolute
from generator.cli.lint_output import Format, as_seen_from_here, from_here, rendered, rendered_counts, show
from generator.cli.lint_run import check
from generator.config import Config, LintConfig
from generator.diagnostic import Level
from generator.errors import UsageError
from generator.lint import formats
from generator.lint.baseline import Baseline
from generator.lint.colours import PLAIN
from generator.lint.rules import RULES
from generator.lint.select import choose

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
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="So many processes at most; without it, one for each processor."),
    ] = None,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Look only at cards that changed since the last time.")
    ] = True,
) -> None:
    """Find what is wrong with cards.

    Exit codes: 0 for no error (warnings are allowed), 1 for errors, 2 for a command that cannot be used.

    [bold]Examples[/]

      modelhub lint
      modelhub lint cards/2026-01-02-topic_en.md --select PY,MI003
      modelhub lint --statistics --ignore SO
      modelhub lint --diff
      modelhub lint --fix --select PY002
      modelhub lint --baseline modelhub-baseline.json --write-baseline
      modelhub lint --format sarif --output-file lint.sarif
    """
    root = absolute(hub_root(hub))
    config = _sound(store.load_config(root))
    settings = settled(config.lint, select=select, extend_select=extend_select, ignore=ignore)
    if write_baseline and baseline is None:
        raise UsageError("--write-baseline: say with --baseline which file to write")
    known = lint_baseline.read_baseline(baseline) if baseline and not write_baseline else Baseline()
    named = Named(tuple(paths or ()), root, absolute(root / config.cards))
    day = today()
    checked = check(named, settings, today=day, jobs=jobs, cached=cache)
    fixed = (
        lint_fix.fixed_cards(named.files(), checked.found, settings, unsafe=unsafe_fixes, today=day)
        if fix or diff
        else []
    )
    if fixed and not diff:
        fixed = lint_fix.write_fixed(root, fixed)
        checked = check(named, settings, today=day, jobs=jobs, cached=cache)
    if baseline and write_baseline:
        _tell([lint_baseline.write_baseline(baseline, checked.found)])
        return
    compared = lint_baseline.held_against(known, checked.found, checked.paths, settings)
    diagnostics = as_seen_from_here(compared.new, root)
    paths_read = [from_here(path, root) for path in checked.paths]
    to = PLAIN if output_file else colours()
    if diff:
        visible = output_file is None and sys.stdout.isatty()
        show(lint_fix.differences(root, fixed, to, visible=visible), output_file)
    elif statistics:
        show(rendered_counts(diagnostics, format_, to), output_file)
    else:
        show(rendered(diagnostics, format_, paths_read, to), output_file)
    done = lint_fix.told(fixed, dry=diff) if fix or diff else lint_fix.offer(diagnostics)
    forgiven = lint_baseline.told(baseline, compared) if baseline else ""
    _tell([formats.summary(len(paths_read), diagnostics), done, forgiven])
    if any(diagnostic.level is Level.ERROR for diagnostic in diagnostics):
        raise typer.Exit(PROBLEMS_FOUND)


def _sound(config: Config) -> Config:
    """The configuration, if it names no unknown rule; one that it names is said to stand there."""
    try:
        choose(RULES, config.lint)
    except UsageError as error:
        raise UsageError(f"`lint` in the configuration: {error}") from None
    return config


def _tell(lines: Iterable[str]) -> None:
    for line in filter(None, lines):
        typer.echo(line, err=True)


def settled(config: LintConfig, *, select: Rules, extend_select: Rules, ignore: Rules) -> LintConfig:
    """The configuration with what the options say; whoever selects on the command line starts afresh."""
    chosen = _names(select)
    base = config.model_copy(update={"select": chosen, "extend_select": [], "ignore": []}) if chosen else config
    more = {"extend_select": [*base.extend_select, *_names(extend_select)], "ignore": [*base.ignore, *_names(ignore)]}
    return base.model_copy(update=more)


def _names(given: Rules) -> list[str]:
    return [name.strip() for part in given or [] for name in part.split(",") if name.strip()]
