"""Mending many cards: the same comes out however many processes there are."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.config import LintConfig
from generator.store import CardFile, card_files
from generator.sweep import mend
from generator.sweep.mend import Fixed, Mending, mend_files

CARD = "---\nname: card_{number}\n---\n\n## How to use\n\n```python\na = B() \\  \n    .c({number})\n```\r\n"
SOUND = "---\nname: card_{number}\n---\n\n## How to use\n"
HOW = Mending(LintConfig(select=["PY002"]), unsafe=False)


@pytest.fixture
def many(tmp_path: Path) -> list[CardFile]:
    """More cards than one process mends, with every third one sound."""
    (tmp_path / "cards").mkdir()
    for number in range(60):
        text = (CARD if number % 3 else SOUND).replace("{number}", str(number))
        (tmp_path / "cards" / f"{number:03}.md").write_bytes(text.encode())
    return list(card_files(tmp_path, tmp_path / "cards"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_comes_out_of_one_process_and_of_several(many: list[CardFile], jobs: int) -> None:
    fixed = mend_files(many, HOW, jobs=jobs)
    texts = [(number, CARD.replace("{number}", str(number))) for number in range(60) if number % 3]
    assert fixed == [
        Fixed(f"cards/{number:03}.md", text, text.replace("\\  \n", "\\\n"), 1, 0) for number, text in texts
    ]


def test_a_card_that_ends_its_process_is_left_alone(many: list[CardFile], monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(file: CardFile, how: Mending, fixed: Callable[..., Fixed | None] = mend._fixed) -> Fixed | None:
        if file.path == "cards/007.md":
            os.kill(os.getpid(), signal.SIGKILL)
        return fixed(file, how)

    monkeypatch.setattr(mend, "_fixed", dying)
    # As in a program without threads: processes are forked then, and have it too.
    monkeypatch.setattr("generator.forks.threading.active_count", lambda: 1)
    paths = [item.path for item in mend_files(many, HOW, jobs=2)]
    assert paths == [f"cards/{number:03}.md" for number in range(60) if number % 3 and number != 7]
