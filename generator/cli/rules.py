"""``modelhub rules``: what the linter looks for."""

from __future__ import annotations

import json
from enum import StrEnum

import click

from generator.cli.command import argument, command, option
from generator.cli.common import colours, print_lines
from generator.errors import UsageError
from generator.lint.rule import Rule
from generator.lint.rules import RULES
from generator.lint.words import did_you_mean


class Format(StrEnum):
    """How the rules are shown."""

    text = "text"
    json = "json"
    markdown = "markdown"


@command()
@argument("code", required=False, help="One rule's code, such as PY002; without it, a list of all.")
@option("--format", "format_", type=click.Choice(Format), default=Format.text, help="How to show them.")
def rules(code: str | None, format_: Format) -> None:
    """List the linter's rules, or explain one.

    Examples:
      modelhub rules
      modelhub rules PY002
    """
    chosen = [_named(code)] if code else list(RULES)
    match format_:
        case Format.json:
            click.echo(json.dumps({"rules": [_as_json(rule) for rule in chosen]}, ensure_ascii=False, indent=2))
        case Format.markdown:
            click.echo("\n\n".join(as_markdown(rule) for rule in chosen))
        case Format.text if code:
            _explain(chosen[0])
        case Format.text:
            _print_list(chosen)


def _explain(rule: Rule) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import, and a list needs it not
    from rich.markdown import Markdown  # noqa: PLC0415 - the same

    Console().print(Markdown(as_markdown(rule)))


def as_markdown(rule: Rule) -> str:
    """The rule's page under a heading with its code, name and level."""
    opt_in = ", checked only where it is selected" if rule.opt_in else ""
    return f"# {rule.code} {rule.name}\n\nLevel: {rule.level.word}{opt_in}\n\n{rule.page}"


def _named(code: str) -> Rule:
    known = {rule.code: rule for rule in RULES}
    if rule := known.get(code.upper()):
        return rule
    raise UsageError(f"unknown rule `{code}`; {did_you_mean(code, known) or '`modelhub rules` lists them all'}")


def _as_json(rule: Rule) -> dict[str, str | bool]:
    return {
        "code": rule.code,
        "name": rule.name,
        "level": rule.level.word,
        "opt_in": rule.opt_in,
        "summary": rule.summary,
        "page": rule.page,
    }


def _print_list(chosen: list[Rule]) -> None:
    to = colours()
    for rule in chosen:
        level = f"{to.levels[rule.level]}{rule.level.word:<7}{to.end}"
        print_lines([f"{to.bold}{rule.code}{to.end} {level} {rule.name:<24} {rule.summary}"])
