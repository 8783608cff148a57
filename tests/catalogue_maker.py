"""A hub with enough different models to search and filter, for the tests of browsing. Nothing of it was ever run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_maker import write_card

TASKS = ("Named Entity Recognition", "Text Classification", "Translation")
#: More than a facet shows before one searches in it.
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi", "pl", "tr")
#: More than one page of results.
COUNT = 40

GUIDE = """\
# How to glean wheat

Wheat is gleaned after the harvest.
"""


@dataclass(frozen=True)
class Made:
    """One model of the hub."""

    name: str
    title: str
    task: str
    language: str
    month: int


def made() -> list[Made]:
    """The models, by number."""
    models = [
        Made("clinical_notes_en", "Find diseases in clinical notes", TASKS[0], "en", 12),
        Made("clinical_letters_de", "Find diseases in letters", TASKS[0], "de", 11),
    ]
    for number in range(len(models), COUNT):
        task, language = TASKS[number % len(TASKS)], LANGUAGES[number // len(TASKS) % len(LANGUAGES)]
        models.append(Made(f"model_{number:02}_{language}", f"{task} number {number}", task, language, number % 10 + 1))
    return models


def make_catalogue(root: Path, *, config: str = "") -> Path:
    """Write the cards and a page of a guide below ``root``; ``config`` is its ``mkdocs.yml``, if it has one."""
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "wheat.md").write_text(GUIDE, encoding="utf-8")
    (root / "modelhub.toml").write_text("[site]\npage_size = 15\n", encoding="utf-8")
    if config:
        (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    for model in made():
        card = write_card(root, model.name, title=model.title, task=model.task, description=f"{model.title} of anyone.")
        text = card.read_text(encoding="utf-8").replace("language: en", f"language: {model.language}")
        card.write_text(text.replace("2026-01-02", f"2025-{model.month:02}-01"), encoding="utf-8")
    return root
