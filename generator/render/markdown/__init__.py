"""Hub → plain Markdown: a twin of each model's page, and a whole site for whoever builds sites from Markdown."""

from __future__ import annotations

from generator.render.markdown.model import SLOT, model_markdown, related_markdown

__all__ = ["SLOT", "model_markdown", "related_markdown"]
