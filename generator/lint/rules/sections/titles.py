"""The titles of a card's sections, in their order."""

from __future__ import annotations

#: What kind of section: how its title is written, and its place. Sections of one place may stand in any order.
TITLES = {
    "description": ("Description", 0),
    "predicted_entities": ("Predicted Entities", 1),
    "how_to_use": ("How to use", 2),
    "results": ("Results", 3),
    "model_information": ("Model Information", 4),
    "included_models": ("Included Models", 5),
    "data_source": ("Data Source", 5),
    "references": ("References", 5),
    "benchmarking": ("Benchmarking", 5),
}
