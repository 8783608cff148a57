"""The hooks that hubs use with pre-commit."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from conftest import Command

ROOT = Path(__file__).resolve().parents[1]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def test_the_guide_names_every_hook() -> None:
    guide = (ROOT / "docs" / "guide" / "lint.md").read_text(encoding="utf-8")
    assert re.findall(r"- id: (\S+)", guide) == sorted(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_starts_a_command_on_cards(name: str, modelhub: Command) -> None:
    hook = HOOKS[name]
    cards = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "cards").rglob("*.md"))
    assert all(re.search(hook["files"], path) for path in cards)
    program, *arguments = shlex.split(hook["entry"])
    assert program == "modelhub"
    before = [(ROOT / path).read_bytes() for path in cards]
    done = modelhub(*arguments, *cards, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert [(ROOT / path).read_bytes() for path in cards] == before
