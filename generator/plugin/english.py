"""Our pages are written in English: on a site in another language, each says so of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.render.environment import render_template

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class English:
    """How English is shown on a site.

    Args:
        config: The site's configuration, which says what language it is in.

    Attributes:
        styles: Style sheets that this takes besides.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        # Material has a language, themes of MkDocs itself a locale.
        language = str(config.theme.get("language") or config.theme.get("locale") or "en")
        self._usual = language.lower().partition("-")[0].partition("_")[0] == "en"
        self.styles: tuple[str, ...] = () if self._usual else ("assets/english.css",)

    def content(self, html: str) -> str:
        """The content of a page, as safe HTML."""
        return html if self._usual else str(render_template("english", content=Markup(html)))  # noqa: S704 - safe already

    def words(self, html: str) -> str:
        """A few words, as safe HTML."""
        return html if self._usual else str(render_template("english_words", words=Markup(html))).strip()  # noqa: S704 - safe already
