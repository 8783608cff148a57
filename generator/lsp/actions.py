"""What an editor offers to do about findings. Every edit is made for one version of the text, and says which."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from lsprotocol import types

from generator.diagnostic import Fix
from generator.lint.fix import apply, mend
from generator.lint.rules import RULES
from generator.lsp.draft import Draft
from generator.lsp.findings import Checked, Shown
from generator.lsp.homes import Checker
from generator.lsp.suppression import suppressed

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.modelhub"
KINDS: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]

#: Seconds after which no more is offered: a stranger's card can be made so that much could be.
PATIENCE = 1.0

NAMES = {rule.code: rule.name for rule in RULES}


def actions(
    checked: Checked, place: types.Range, only: Sequence[types.CodeActionKind | str] | None, *, versioned: bool
) -> Iterator[types.CodeAction]:
    """Yield what can be done about the findings of a place.

    Args:
        checked: The file and what was found in it.
        place: What is selected, or where the cursor stands.
        only: The kinds that are asked for, each with those below it; nothing for all.
        versioned: Whether the editor understands edits that say which version of a file they are for.
    """
    if checked.checker is None:
        return
    checker = replace(checked.checker, until=time.monotonic() + PATIENCE)
    with contextlib.suppress(TimeoutError):  # What could be made by then is offered.
        if _asked(types.CodeActionKind.QuickFix.value, only):
            here = checked.touching(place)
            yield from _quick_fixes(checked.draft, here, checker, versioned=versioned)
            yield from _suppressions(checked, here, checker, versioned=versioned)
        if _asked(FIX_ALL, only) and any(finding.fix and finding.fix.safe for finding in checked.found):
            check = partial(checker.check, limited=False)
            mended = mend(checked.draft.card_text, checked.found, check, unsafe=False)
            if mended.fixed:
                edit = _edit(checked.draft, mended.text, versioned=versioned)
                yield types.CodeAction("Fix all that can be mended safely", kind=FIX_ALL, edit=edit)


def _asked(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    wanted = [str(getattr(name, "value", name)) for name in only or []]
    return not wanted or any(f"{kind}.".startswith(f"{name}.") or name == "" for name in wanted)


def _quick_fixes(
    draft: Draft, here: Sequence[Shown], checker: Checker, *, versioned: bool
) -> Iterator[types.CodeAction]:
    """An action for each fix, which may mend several findings."""
    by_fix: dict[Fix, list[Shown]] = {}
    for shown in here:
        if shown.finding.fix:
            by_fix.setdefault(shown.finding.fix, []).append(shown)
    for fix, mended in by_fix.items():
        checker.keep_patience()
        code = mended[0].finding.rule
        warning = "" if fix.safe else " (unsafe: may change what the card means)"
        yield types.CodeAction(
            f"Fix {code} {NAMES[code]}{warning}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown.diagnostic for shown in mended],
            is_preferred=fix.safe,
            edit=_edit(draft, apply(draft.card_text, [fix]), versioned=versioned),
        )


def _suppressions(
    checked: Checked, here: Sequence[Shown], checker: Checker, *, versioned: bool
) -> Iterator[types.CodeAction]:
    """An action for each finding that a comment can excuse; one for all findings of a rule in a line."""
    by_line = {(shown.finding.rule, shown.finding.span.line): shown for shown in reversed(here)}
    for shown in reversed(by_line.values()):
        text = suppressed(checked.draft.card_text, shown.finding, checked.found, checker)
        if text is not None:
            yield types.CodeAction(
                f"Leave {shown.finding.rule} as it is, and say why",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[shown.diagnostic],
                edit=_edit(checked.draft, text, versioned=versioned),
            )


def _edit(draft: Draft, text: str, *, versioned: bool) -> types.WorkspaceEdit:
    edit = draft.difference(text)
    if not versioned:
        return types.WorkspaceEdit(changes={draft.uri: [edit]})
    document = types.OptionalVersionedTextDocumentIdentifier(draft.uri, version=draft.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])
