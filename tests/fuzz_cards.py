"""Damages cards at random and looks whether anything breaks.

    python tests/fuzz_cards.py --minutes 5

Whatever breaks is made as small as it goes, shown, and kept in a file. Real cards are taken in where they are found.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.card import Card, Reading  # noqa: E402 - from this folder, whether installed or not
from generator.config import LintConfig  # noqa: E402
from generator.diagnostic import Diagnostic, Span, count_by_rule  # noqa: E402
from generator.hub import hub_of  # noqa: E402
from generator.lint import lint  # noqa: E402
from generator.lint.fix import mend_card  # noqa: E402
from generator.lint.rules import BROKEN_RULE  # noqa: E402
from generator.lint.scala import read_scala  # noqa: E402
from generator.read import parse_python, read_card  # noqa: E402
from generator.read.benchmarking import read_benchmark  # noqa: E402
from generator.read.model_source import hub_repository  # noqa: E402
from generator.read.problems import PROBLEMS  # noqa: E402
from generator.read.prose import prose  # noqa: E402
from generator.read.results import read_results  # noqa: E402
from generator.read.tables import numbered  # noqa: E402

CORPUS = Path(os.environ.get("MODELHUB_CORPUS", ROOT.parent / "shared")) / "corpus" / "cards"
PATH = "cards/2024-05-01-news_topic_en.md"
TODAY = date(2026, 1, 1)
EVERY_RULE = LintConfig(select=["ALL"])
#: So many real cards are taken, at random.
REAL = 400

SOME = settings(
    max_examples=200,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)

#: What a card is damaged with.
PIECES = (
    "---\n", "```\n", "```python\n", "```scala\n", "~~~\n", "## Results\n", "## How to use\n", "## Model Information\n",
    "## Benchmarking\n", "## Predicted Entities\n", "## \n", "# ", "`", "``", "[", "](", ")", "(", "{", "}", "]", "o",
    "|", "\n|", "|---|\n", "+--+\n", "{:.nlu-block}\n", "{:", "{%", "<a href=", "</div>", "<div class='tabs-box'>\n",
    "<script", "<!--", "-->", "<!-- modelhub: ignore PY -- why -->\n", "# modelhub: ignore-file", "\t", "\r", "\r\n",
    "\u2028", "\x85", "\f", "\x0b", "\x1c", "\xa0", "\u200b", "\u202e", "\ufeff", "\ufffd", "é", "🚀", "Ã©", "\x00",
    "*", "&a ", "*a", "'", '"', '"""', "'''", "\\", " \\ \n", ": ", ":", "- ", "#", "...", "!!", "? ", "%TAG", "  ",
    "\n", "\n\n", ".setOutputCol(", ".setInputCols([", "createDataFrame([['", "p.annotate('", "nlu.load('", "stages=[",
    "precision recall f1-score support\n", "accuracy: 0.9\n", "1.5", "macro avg 0.1 0.2 0.3 4\n", "https://", "{[",
)  # fmt: skip

#: Kind, place, length, piece, and where a stretch comes from.
Damage = tuple[str, int, int, str, int]
DAMAGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "cut", "double", "move", "repeat", "replace"]),
        st.integers(0, 1 << 16),
        st.sampled_from([0, 1, 2, 5, 30, 200, 1_000]),
        st.sampled_from(PIECES) | st.text(max_size=4),
        st.integers(0, 1 << 16),
    ),
    max_size=8,
)


def own_cards() -> list[bytes]:
    """The cards that are part of this project."""
    return sorted(path.read_bytes() for folder in ("cards", "tests/cards") for path in (ROOT / folder).rglob("*.md"))


def damaged(data: bytes, damages: Sequence[Damage]) -> bytes:
    """A card after its damages, one after the other."""
    text = data.decode(errors="replace")
    for kind, place, length, piece, source in damages:
        begin = place % (len(text) + 1)
        end = min(begin + length, len(text))
        other = source % (len(text) + 1)
        stretch = {
            "put": piece,
            "cut": "",
            "double": text[begin:end] * 2,
            "move": text[other : other + length],
            "repeat": piece * min(length, 100),
            "replace": text[begin:end].replace(piece[:1] or "a", text[other : other + 1]),
        }[kind]
        text = text[:begin] + stretch + text[begin if kind in ("put", "repeat") else end :]
    return text.encode(errors="replace")


def cards(originals: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Cards with some damage."""
    return st.builds(damaged, st.sampled_from(originals), DAMAGES)


def spans(value: Any) -> Iterator[Span]:
    """Every span in a tree of dataclasses, tuples and mappings."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from spans(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from spans(getattr(value, name))


def read(data: bytes) -> Reading:
    """Read a card, and check what must hold for any reading."""
    reading = read_card(data, path=PATH, key="a")
    assert repr(read_card(data, path=PATH, key="a")) == repr(reading)
    assert (reading.card is None) == any(problem.fatal for problem in reading.problems)
    assert all(problem.rule in PROBLEMS and problem.message for problem in reading.problems)
    lines = [line.removesuffix("\r") for line in data.decode("utf-8-sig", errors="replace").split("\n")]
    for span in spans(reading):
        assert lies_in(span, lines, beyond=1), span
    return reading


def lies_in(span: Span, lines: Sequence[str], *, beyond: int = 0) -> bool:
    """Whether a place exists in a file; a line's end may count as so many characters."""
    begin, end = (span.line, span.column), (span.end_line, span.end_column)
    inside = (1, 1) <= begin <= end and span.end_line <= len(lines)
    return inside and all(column <= len(lines[line - 1]) + 1 + beyond for line, column in (begin, end))


def check(reading: Reading) -> list[Diagnostic]:
    """Lint a card, and check what must hold for any findings."""
    found = lint(hub_of([reading]), EVERY_RULE, today=TODAY)
    assert lint(hub_of([reading]), EVERY_RULE, today=TODAY) == found
    assert not [item for item in found if item.rule == BROKEN_RULE.code]
    return found


def mend(card: Card, found: Sequence[Diagnostic]) -> None:
    """Apply every fix, and check that it helped and that nothing is left to do."""
    mended = mend_card(card, EVERY_RULE, unsafe=True, today=TODAY)
    # Of many findings of one rule the last one stands for those that are not shown.
    assert count_by_rule(mended.left).total() == count_by_rule(found).total() - mended.fixed
    reading = read_card(mended.text.encode(), path=card.path, key=card.key)
    assert reading.card
    assert mend_card(reading.card, EVERY_RULE, unsafe=True, today=TODAY).text == reading.card.text


def parse(text: str) -> None:
    """Give a text to each parser that a card's parts are given to."""
    list(read_results(numbered(text, 1)))
    list(read_benchmark(numbered(text, 1)))
    parse_python(text)
    hub_repository(text)
    prose(text)
    snippet = read_scala(text)
    assert snippet.names
    assert snippet.stages is not None


def hold_together(data: bytes) -> None:
    """Read, parse, lint and mend a card, and check what must hold for any."""
    reading = read(data)
    found = check(reading)
    lines = data.decode("utf-8-sig", errors="replace").split("\n")
    for item in found:
        assert lies_in(item.span, lines), item
    if reading.card:
        mend(reading.card, found)
        for section in reading.card.sections:
            parse(section.body[:5_000])
            parse("".join(block.code for block in section.blocks)[:5_000])


def fuzz(minutes: float, first: int, keep: Path) -> int:
    """Try damaged cards until the time is over or something breaks; returns how many there were."""
    rng = random.Random(first)  # noqa: S311 - nothing secret
    real = sorted(CORPUS.rglob("*.md"))
    originals = own_cards() + [path.read_bytes() for path in rng.sample(real, min(REAL, len(real)))]
    end = time.monotonic() + 60 * minutes
    tried = 0

    def hold(data: bytes) -> None:
        nonlocal tried
        tried += 1
        try:
            hold_together(data)
        except BaseException:
            keep.write_bytes(data)
            raise

    number = first
    while time.monotonic() < end:
        phases = (Phase.generate, Phase.shrink)
        some = settings(
            max_examples=200, deadline=None, database=None, phases=phases, suppress_health_check=HealthCheck
        )
        seed(number)(some(given(cards(originals))(hold)))()
        number += 1
    return tried


def main() -> None:
    """Fuzz for some minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0, help="where the row of random numbers begins")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "modelhub-fuzz.md")
    options = parser.parse_args()
    print(f"a card that breaks something is kept in {options.keep}")
    print(f"{fuzz(options.minutes, options.seed, options.keep):,} damaged cards, nothing broke")


if __name__ == "__main__":
    main()
