"""What ``modelhub lint --baseline`` forgives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.cli.common import write_file
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.errors import UsageError
from generator.lint.baseline import Baseline, Compared, baseline_of, compare, dump, load
from generator.lint.formats import counted
from generator.lint.rules import RULES
from generator.lint.select import choose


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        UsageError: It cannot be read, or is none.
    """
    try:
        return load(file.read_bytes(), str(file))
    except FileNotFoundError:
        raise UsageError(f"{file}: no such file; `--write-baseline` makes it") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None


def write_baseline(file: Path, found: Sequence[Diagnostic]) -> str:
    """Forgive these findings from now on, and say how many they are."""
    baseline = baseline_of(found)
    write_file(file, dump(baseline))
    findings = sum(sum(rules.values()) for rules in baseline.cards.values())
    return f"{file} forgives {counted(findings, 'finding')} in {counted(len(baseline.cards), 'card')}"


def held_against(
    baseline: Baseline, found: Sequence[Diagnostic], paths: Sequence[str], config: LintConfig, *, online: bool = False
) -> Compared:
    """The findings that are not forgiven; ``paths`` are all the cards that were checked."""
    rules = {rule.code for rule in choose(RULES, config, online=online).rules}
    return compare(found, baseline, paths=paths, rules=rules)


def told(file: Path, compared: Compared) -> str:
    """How many findings a baseline forgives, and how many that are gone; empty for neither."""
    forgiven = f"{file} forgives {counted(compared.forgiven, 'finding')}" if compared.forgiven else ""
    gone = f"{file} would forgive {compared.gone:,} more: write it again with --write-baseline" if compared.gone else ""
    return "\n".join(filter(None, [forgiven, gone]))
