"""Hub → plain Markdown: a twin of each model's page, and a whole site for whoever builds sites from Markdown."""

from __future__ import annotations

from generator.render.markdown.model import SLOT, model_markdown, related_markdown
from generator.render.markdown.site import PageLinks, markdown_pages, site_file, source_path

__all__ = ["SLOT", "PageLinks", "markdown_pages", "model_markdown", "related_markdown", "site_file", "source_path"]
