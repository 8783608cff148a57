"""Our pages are written in English and made for Material: on other sites, each says so of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.render.environment import render_template

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Foreign:
    """How our pages are shown in a site's theme.

    Args:
        config: The site's configuration, which says what the theme is, and what language it speaks.

    Attributes:
        styles: Style sheets that this takes besides.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        # Material has a language, themes of MkDocs itself a locale.
        language = str(config.theme.get("language") or config.theme.get("locale") or "en")
        self._translated = language.lower().partition("-")[0].partition("_")[0] != "en"
        self._plain = config.theme.name != "material"
        sheets = {"assets/plain.css": self._plain, "assets/english.css": self._translated}
        self.styles = tuple(sheet for sheet, is_needed in sheets.items() if is_needed)

    def content(self, html: str) -> str:
        """The content of a page, as safe HTML."""
        if not self.styles:
            return html
        content = Markup(html)  # noqa: S704 - safe already
        return str(render_template("foreign", content=content, translated=self._translated, plain=self._plain))

    def words(self, html: str) -> str:
        """A few words among the site's, as safe HTML."""
        if not self._translated:
            return html
        return str(render_template("english_words", words=Markup(html))).strip()  # noqa: S704 - safe already
