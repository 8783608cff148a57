"""What ``modelhub lint --fix`` and ``--diff`` do with cards."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.answer import Answers
from generator.card import Card
from generator.cli.common import write_file
from generator.cli.lint_output import from_here
from generator.cli.unified import unified_diff
from generator.colours import Colours
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.lint import NO_LABELS, Labels
from generator.lint.fix import Mended, mend_card
from generator.lint.formats import counted, one_line
from generator.store import CardFile


class Fixed(Struct, frozen=True):
    """A card that fixes change, or that has too many of them to try them all."""

    card: Card
    mended: Mended


def fixed_cards(
    files: Iterable[CardFile],
    found: Iterable[Diagnostic],
    config: LintConfig,
    *,
    unsafe: bool,
    today: date | None = None,
    answers: Answers | None = None,
    labels: Labels = NO_LABELS,
) -> list[Fixed]:
    """Mend every card that has a finding with a fix, or one that is not shown.

    Args:
        files: The cards.
        found: What is wrong with them.
        config: The rules whose findings are mended, and that must not find more afterwards.
        unsafe: Whether unsafe fixes are applied, too.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        answers: What servers say of the cards' links; without it, rules that need it are not checked.
        labels: The labels of the cards' models by the paths of the cards.
    """
    paths = {item.path for item in found if item.count > 1 or (item.fix and (item.fix.safe or unsafe))}
    cards = [card for file in files if file.path in paths and (card := file.reading().card)]
    tried = [
        Fixed(card, mend_card(card, config, unsafe=unsafe, today=today, answers=answers, labels=labels))
        for card in cards
    ]
    return [fixed for fixed in tried if fixed.mended.fixed or fixed.mended.untried]


def write_fixed(root: Path, fixed: Sequence[Fixed]) -> list[Fixed]:
    """Write the mended cards, and say which: one that has changed on the disk since it was read is left alone.

    Raises:
        UsageError: A card cannot be written.
    """
    return [item for item in fixed if not item.mended.fixed or _write(root / item.card.path, item)]


def _write(file: Path, item: Fixed) -> bool:
    try:
        data = file.read_bytes()
    except OSError:
        return False
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    if data != mark + item.card.text.encode():
        return False
    write_file(file, mark + item.mended.text.encode())
    return True


def differences(root: Path, fixed: Iterable[Fixed], to: Colours, *, visible: bool) -> Iterator[str]:
    """What fixes would change, as one unified diff.

    Args:
        root: The hub's root.
        fixed: The cards.
        to: The colours.
        visible: Whether control characters are shown as escapes: for eyes, not for ``patch``.
    """
    begins = {"+": to.green, "-": to.red, "@": to.cyan}
    for item in fixed:
        path = from_here(item.card.path, root)
        before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (item.card.text, item.mended.text))
        for line in unified_diff(before, after, path):
            text = line.removesuffix("\n")
            begin = begins.get(line[0], "")
            yield f"{begin}{one_line(text) if visible else text}{to.end if begin else ''}"
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


def told(fixed: Sequence[Fixed], root: Path, *, dry: bool) -> str:
    """``fixed 12 findings in 3 cards``, and a line for each card that has fixes which were not tried."""
    numbers = [item.mended.fixed for item in fixed if item.mended.fixed]
    done = f"{'would fix' if dry else 'fixed'} {counted(sum(numbers), 'finding')} in {counted(len(numbers), 'card')}"
    untried = [
        f"{one_line(from_here(item.card.path, root))}: {counted(item.mended.untried, 'fix', 'fixes')} not tried: "
        "checking what comes of them would take too long"
        for item in fixed
        if item.mended.untried
    ]
    return "\n".join([done, *untried])


def offer(found: Sequence[Diagnostic]) -> str:
    """How many findings have a fix, and which option applies it; empty for none."""
    safe = sum(1 for item in found if item.fix and item.fix.safe)
    unsafe = sum(1 for item in found if item.fix and not item.fix.safe)
    least = "at least " if any(item.count > 1 for item in found) else ""
    offers = [
        f"{least}{counted(number, 'finding')} fixable with `{option}`"
        for number, option in ((safe, "--fix"), (unsafe, "--fix --unsafe-fixes"))
        if number
    ]
    return ", ".join(offers)
