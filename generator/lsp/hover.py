"""The pages of the rules, shown over what they found."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from generator.cli.rules import as_markdown
from generator.lint.rules import RULES
from generator.lsp.findings import Checked

PAGES = {rule.code: as_markdown(rule) for rule in RULES}


def hover(checked: Checked, position: types.Position, formats: Sequence[types.MarkupKind] | None) -> types.Hover | None:
    """The page of each rule that found something at a position; ``None`` where none did.

    Args:
        checked: The file and what was found in it.
        position: Where the pointer is.
        formats: What the editor can show, best first; a page is Markdown, which reads well as plain text, too.
    """
    here = checked.touching(types.Range(position, position))
    if not here:
        return None
    codes = dict.fromkeys(shown.finding.rule for shown in here)
    kind = formats[0] if formats else types.MarkupKind.Markdown
    content = types.MarkupContent(kind, "\n\n---\n\n".join(PAGES[code] for code in codes))
    return types.Hover(content, here[0].diagnostic.range)
