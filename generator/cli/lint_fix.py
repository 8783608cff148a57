"""What ``modelhub lint --fix`` and ``--diff`` do with cards."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.cli.common import write_file
from generator.cli.lint_output import from_here
from generator.cli.unified import unified_diff
from generator.colours import Colours
from generator.diagnostic import Diagnostic
from generator.lint.formats import counted, one_line
from generator.store import CardFile
from generator.sweep.mend import Fixed, Mending, mend_files


def fixed_cards(
    files: Iterable[CardFile], found: Iterable[Diagnostic], how: Mending, *, jobs: int | None = None
) -> list[Fixed]:
    """Mend every card that has a finding with a fix, or one that is not shown.

    Args:
        files: The cards.
        found: What is wrong with them.
        how: Which fixes, and what they are held against.
        jobs: How many processes may be started; ``None`` for as many as there are processors.
    """
    paths = {item.path for item in found if item.count > 1 or (item.fix and (item.fix.safe or how.unsafe))}
    return mend_files((file for file in files if file.path in paths), how, jobs=jobs)


def write_fixed(root: Path, fixed: Sequence[Fixed]) -> list[Fixed]:
    """Write the mended cards, and say which: one that has changed on the disk since it was read is left alone.

    Raises:
        UsageError: A card cannot be written.
    """
    return [item for item in fixed if not item.fixed or _write(root / item.path, item)]


def _write(file: Path, item: Fixed) -> bool:
    try:
        data = file.read_bytes()
    except OSError:
        return False
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    if data != mark + item.before.encode():
        return False
    write_file(file, mark + item.after.encode())
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
        path = from_here(item.path, root)
        before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (item.before, item.after))
        for line in unified_diff(before, after, path):
            text = line.removesuffix("\n")
            begin = begins.get(line[0], "")
            yield f"{begin}{one_line(text) if visible else text}{to.end if begin else ''}"
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


def told(fixed: Sequence[Fixed], root: Path, *, dry: bool) -> str:
    """``fixed 12 findings in 3 cards``, and a line for each card that has fixes which were not tried."""
    numbers = [item.fixed for item in fixed if item.fixed]
    done = f"{'would fix' if dry else 'fixed'} {counted(sum(numbers), 'finding')} in {counted(len(numbers), 'card')}"
    untried = [
        f"{one_line(from_here(item.path, root))}: {counted(item.untried, 'fix', 'fixes')} not tried: "
        "checking what comes of them would take too long"
        for item in fixed
        if item.untried
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
