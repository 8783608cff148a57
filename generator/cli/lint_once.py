"""What ``modelhub lint`` does once: check, mend, compare, show."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from generator import store
from generator.cli import lint_baseline, lint_fix, lint_online
from generator.cli.common import colours, hub_root, today
from generator.cli.lint_check import Check, labels_of
from generator.cli.lint_input import Named, absolute
from generator.cli.lint_lines import Lines
from generator.cli.lint_output import Format, all_from_here, as_seen_from_here, rendered, rendered_counts, show
from generator.cli.lint_report import Digests
from generator.colours import PLAIN
from generator.config import Config, LintConfig
from generator.diagnostic import Diagnostic, Level
from generator.errors import UsageError
from generator.lint import Outcome, formats
from generator.lint.baseline import Baseline
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.lint.web_links import WebLink
from generator.sweep.mend import Fixed, Mending


class Choice(Struct, frozen=True):
    """The rules that the command line names, by code or family."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Wanted(Struct, frozen=True):
    """What the command line asks for: its arguments and options, under their names."""

    paths: tuple[Path, ...]
    hub: Path
    choice: Choice
    format_: Format
    output_file: Path | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: Path | None
    write_baseline: bool
    statistics: bool
    jobs: int | None
    cache: bool
    online: bool

    @property
    def excerpts(self) -> bool:
        """Whether findings are shown with the lines that they are about."""
        return self.format_ is Format.text and not (self.diff or self.statistics or self.write_baseline)

    @property
    def whole(self) -> bool:
        """Whether every card of the hub is checked, and by the rules that the hub chose."""
        return not self.paths and self.choice == Choice()


def lint_once(wanted: Wanted) -> bool:
    """Check the cards as they are now, show what is wrong, and say whether any of it is an error.

    Raises:
        ModelhubError: The configuration, or what the command line asks for, cannot be used.
    """
    root = absolute(hub_root(wanted.hub))
    config = _sound(store.load_config(root))
    settings = settled(config.lint, wanted.choice)
    baseline = wanted.baseline
    if wanted.write_baseline and baseline is None:
        raise UsageError("--write-baseline: say with --baseline which file to write")
    if wanted.unsafe_fixes and not (wanted.fix or wanted.diff):
        raise UsageError("--unsafe-fixes: say with --fix or --diff what to do with them")
    if wanted.diff and wanted.format_ is not Format.text:
        raise UsageError(f"--diff: shown as text, not as {wanted.format_}")
    if wanted.statistics and wanted.format_ not in {Format.text, Format.json}:
        raise UsageError(f"--statistics: shown as text or json, not as {wanted.format_}")
    known = lint_baseline.read_baseline(baseline) if baseline and not wanted.write_baseline else Baseline()
    named = Named(wanted.paths, root, absolute(root / config.cards))
    check = Check(named, settings, today(), online=wanted.online, jobs=wanted.jobs, cached=wanted.cache)
    lines = Lines(root) if wanted.excerpts else None
    digests = Digests() if wanted.whole else None
    outcomes = check.outcomes(lines, digests)
    asked = lint_online.ask(_links_of(outcomes), settings, root, cached=wanted.cache) if wanted.online else None
    answers = asked.answers if asked else None
    labels = labels_of(outcomes, root, config)
    found, fixed = check.findings(outcomes, answers=answers, labels=labels), list[Fixed]()
    if wanted.fix or wanted.diff:
        how = Mending(settings, wanted.unsafe_fixes, check.today, answers, labels)
        fixed = lint_fix.fixed_cards(named.files(), found, how, jobs=wanted.jobs)
    if fixed and not wanted.diff:
        fixed = lint_fix.write_fixed(root, fixed)
        found = check.findings(check.outcomes(lines, digests), answers=answers, labels=labels)
    if digests:
        digests.keep(root, found)
    if baseline and wanted.write_baseline:
        _tell([lint_baseline.write_baseline(baseline, found)])
        return False
    paths = [outcome.path for outcome in outcomes]
    compared = lint_baseline.held_against(known, found, paths, settings, online=wanted.online)
    diagnostics = as_seen_from_here(compared.new, root)
    seen = dict(zip(all_from_here(paths, root), paths, strict=True))
    show(_shown(wanted, root, diagnostics, seen, fixed, lines or Lines(root)), wanted.output_file)
    done = lint_fix.told(fixed, root, dry=wanted.diff) if wanted.fix or wanted.diff else lint_fix.offer(diagnostics)
    forgiven = lint_baseline.told(baseline, compared) if baseline else ""
    links = lint_online.told(asked) if asked else lint_online.hint(wanted.choice.select + wanted.choice.extend_select)
    _tell([formats.summary(len(paths), diagnostics), done, forgiven, links])
    return any(diagnostic.level is Level.ERROR for diagnostic in diagnostics)


def _links_of(outcomes: Iterable[Outcome]) -> dict[str, tuple[WebLink, ...]]:
    return {outcome.path: outcome.summary.links for outcome in outcomes if outcome.summary}


def _shown(
    wanted: Wanted,
    root: Path,
    found: list[Diagnostic],
    paths: Mapping[str, str],
    fixed: list[Fixed],
    lines: Lines,
) -> Iterable[str]:
    to = PLAIN if wanted.output_file else colours()
    if wanted.diff:
        visible = wanted.output_file is None and sys.stdout.isatty()
        return lint_fix.differences(root, fixed, to, visible=visible)
    if wanted.statistics:
        return rendered_counts(found, wanted.format_, to)
    return rendered(found, wanted.format_, paths, to, lambda path: lines.of(paths.get(path, path)))


def _sound(config: Config) -> Config:
    """The configuration, if it names no unknown rule; one that it names is said to stand there."""
    try:
        choose(RULES, config.lint)
    except UsageError as error:
        raise UsageError(f"`lint` in the configuration: {error}") from None
    return config


def _tell(lines: Iterable[str]) -> None:
    for line in filter(None, lines):
        click.echo(line, err=True)


def settled(config: LintConfig, choice: Choice) -> LintConfig:
    """The configuration with what the options say; whoever selects on the command line starts afresh."""
    base = replace(config, select=[*choice.select], extend_select=[], ignore=[]) if choice.select else config
    return replace(
        base,
        extend_select=[*base.extend_select, *choice.extend_select],
        ignore=[*base.ignore, *choice.ignore],
    )
