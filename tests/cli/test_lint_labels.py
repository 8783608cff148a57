"""``modelhub lint`` in a hub that knows its models' labels."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """\
---
name: topic
verify:
  source: path:models/topic
---

## Predicted Entities

`World`, `sports`, `Weather`
"""


def test_labels_are_held_against_the_models_folder(tmp_path: Path, modelhub: Command) -> None:
    (tmp_path / "cards").mkdir()
    card = tmp_path / "cards" / "topic.md"
    card.write_text(CARD)
    (tmp_path / "models" / "topic").mkdir(parents=True)
    config = tmp_path / "models" / "topic" / "config.json"
    config.write_text(json.dumps({"id2label": {"0": "World", "1": "Sports"}}))
    result = modelhub("lint", "--select", "LA", "--format", "concise", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert result.stdout == "cards/topic.md:9:21 warning LA001 the model has no label `Weather`\n"
    assert card.read_text() == CARD.replace("sports", "Sports")
