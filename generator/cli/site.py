"""``modelhub site``: the main job in one go."""

from __future__ import annotations

from pathlib import Path

import click
from click.exceptions import Exit

from generator import store
from generator.cli.build import build_hub, show_built
from generator.cli.command import PATH, command, hub_option, option
from generator.cli.common import PROBLEMS_FOUND, colours, hub_root, print_lines, today
from generator.cli.lint_check import Check, labels_of
from generator.cli.lint_input import Named, absolute
from generator.cli.verify_hub import verify_hub
from generator.cli.verify_output import as_text, summary
from generator.config import Config
from generator.diagnostic import Level
from generator.errors import UsageError
from generator.lint import formats
from generator.report.outcome import BAD


@command()
@hub_option
@option("--rerun", is_flag=True, help="Run models again whose record is up to date.")
@option("--site-dir", type=PATH, metavar="DIR", help="Where to write the site.")
def site(*, hub: Path, rerun: bool, site_dir: Path | None) -> None:
    """Lint the cards, run the models, build the site and the catalogue, and say what was done.

    Every step is done, whatever the one before it found.

    Exit codes: 0 for no problem; 1 where a card has errors, a claim differs, a model failed or a stale record could
    not be made anew; 2 for a command that cannot be used.

    Examples:
      modelhub site
      modelhub site --rerun
    """
    root = hub_root(hub)
    config = store.load_config(root)
    known = store.load_hub(root, config)
    _headline("Lint")
    sound = _lint(root, config)
    _headline("Verify")
    done = verify_hub(root, config, known, rerun=rerun, speed=config.verify.speed)
    print_lines(as_text(done.outcomes))
    click.echo(summary(done.outcomes, done.states))
    _headline("Build")
    show_built(build_hub(root, site_dir=site_dir))
    if done.unwritten:
        raise UsageError("\n".join(done.unwritten))
    if not sound or any(outcome.status in BAD for outcome in done.outcomes):
        raise Exit(PROBLEMS_FOUND)


def _headline(text: str) -> None:
    print_lines([f"{colours().bold}{text}{colours().end}"])


def _lint(root: Path, config: Config) -> bool:
    """Show what is wrong with the cards, advice left out, and say whether nothing is an error."""
    check = Check(Named((), absolute(root), absolute(root / config.cards)), config.lint, today())
    outcomes = check.outcomes()
    found = check.findings(outcomes, labels=labels_of(outcomes, root, config))
    print_lines(formats.as_concise_text([item for item in found if item.level > Level.INFO], colours()))
    click.echo(formats.summary(len(outcomes), found))
    return all(item.level is not Level.ERROR for item in found)
