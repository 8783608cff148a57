"""What is wrong with a draft, in the protocol's words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from generator.diagnostic import Diagnostic, Level, Span
from generator.errors import ConfigError, ModelhubError
from generator.lsp.draft import Draft
from generator.lsp.homes import Checker, Homes

SOURCE = "modelhub"
SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.INFO: types.DiagnosticSeverity.Information,
}
#: Rules that find what is there for nothing: an editor may show it faded.
UNNECESSARY = frozenset({"PL006", "SU001"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding, and the same as the editor gets it."""

    finding: Diagnostic
    diagnostic: types.Diagnostic


@dataclass(frozen=True)
class Checked:
    """What came out when a draft was checked.

    Attributes:
        checker: What checked it; ``None`` where it is no card, or nobody knows how to check it.
        found: What is wrong with it.
        problems: Why nobody knows, a sentence each.
    """

    draft: Draft
    checker: Checker | None = None
    found: tuple[Diagnostic, ...] = ()
    problems: tuple[str, ...] = ()

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The findings, each with what the editor gets."""
        return tuple(Shown(finding, self._diagnostic(finding)) for finding in self.found)

    def diagnostics(self) -> list[types.Diagnostic]:
        """All that the editor shows for this file."""
        head = [self._top(problem, types.DiagnosticSeverity.Error) for problem in self.problems]
        return head + [shown.diagnostic for shown in self.shown]

    def touching(self, place: types.Range) -> list[Shown]:
        """The findings that share a place with a range, be it only an end."""
        start, end = _pair(place.start), _pair(place.end)
        return [
            shown
            for shown in self.shown
            if _pair(shown.diagnostic.range.start) <= end and start <= _pair(shown.diagnostic.range.end)
        ]

    def _top(self, message: str, severity: types.DiagnosticSeverity) -> types.Diagnostic:
        return types.Diagnostic(self.draft.range(Span(1, 1, 1, 4)), message, severity, source=SOURCE)

    def _diagnostic(self, finding: Diagnostic) -> types.Diagnostic:
        message = f"{finding.message}\n{finding.help}" if finding.help else finding.message
        return types.Diagnostic(
            range=self.draft.range(finding.span),
            message=message,
            severity=SEVERITIES[finding.level],
            code=finding.rule,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if finding.rule in UNNECESSARY else None,
        )


def check(draft: Draft, homes: Homes) -> Checked:
    """Check a draft; whatever is wrong with the card or with the configuration, this gives something to show."""
    path = to_fs_path(draft.uri)
    if path is None:  # a text that was never saved, or that lies on another machine
        return Checked(draft)
    try:
        checker = homes.checker(Path(path), draft.text)
    except ConfigError as error:
        return Checked(draft, problems=tuple(f"{error.path}: {problem}" for problem in error.problems))
    except (ModelhubError, OSError, RuntimeError, ValueError) as error:  # such as a circle of links, or a NUL in a path
        return Checked(draft, problems=(str(error),))
    return Checked(draft, checker, tuple(checker.check(draft.card_text))) if checker else Checked(draft)


def _pair(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
