"""Puts the Content-Security-Policy into the pages of a site."""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError

from generator.render.policy import content_policy, externalise, handlers, with_policy

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.plugins.modelhub")

#: Whom Material asks how many stars a repository has.
_STARS = {"github.com": "https://api.github.com", "gitlab.com": "https://gitlab.com"}
#: Stands for the content of a page while its frame is looked at. No frame holds a NUL.
_CONTENT = "\0modelhub:content\0"
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)


class PolicyHook:
    """The policy of one build.

    Attributes:
        files: What was inline, by its path in the site.
    """

    def __init__(self, config: MkDocsConfig, sources: Mapping[str, Any], *, on: bool) -> None:
        self.files: dict[str, bytes] = {}
        self._on = on
        try:
            self._policy = content_policy(_added(asked_sources(config), sources))
        except ValueError as error:
            raise PluginError(f"mkdocs.yml: plugins: modelhub: csp_sources: {error}") from None

    def page(self, html: str, here: str, *, content: str = "", root: str | None = None, source: str = "") -> str:
        """A page under the policy.

        Args:
            html: The page, frame and all.
            here: Where it lies in the site.
            content: What of it came from a card. It is left as it is: what is inline in it must not run.
            root: The link to the site's root, for a page that is shown at any address.
            source: The file that it was written in, for messages; empty for one that nobody wrote.
        """
        if not self._on:
            return html
        frame, put_back = parted(html, content)
        if source and (lost := handlers(frame)):
            log.warning(
                "%s: the Content-Security-Policy keeps %s from running; add the handler in a file of "
                "`extra_javascript`, or set `csp: false`",
                source,
                ", ".join(lost),
            )
        frame, files = externalise(
            frame, here, posixpath.relpath(".", posixpath.dirname(here)) if root is None else root
        )
        self.files |= files
        return with_policy(put_back(frame), self._policy)

    def drop(self, word: bytes) -> None:
        """Forget what was inline and has a word in it."""
        self.files = {path: data for path, data in self.files.items() if word not in data}

    def write(self, site: Path) -> None:
        """Write what was inline."""
        for path, data in sorted(self.files.items()):
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def asked_sources(config: MkDocsConfig) -> dict[str, list[str]]:
    """Other hosts that ``mkdocs.yml`` itself asks for, by directive: for styles, scripts, fonts, stars."""
    asked: dict[str, list[str]] = {
        "style-src": list(_origins(map(str, config.extra_css))),
        "script-src": list(_origins(map(str, config.extra_javascript))),
        "connect-src": [],
    }
    if config.theme.name == "material" and config.theme.get("font", True) and "privacy" not in config.plugins:
        asked["style-src"].append("https://fonts.googleapis.com")
        asked["font-src"] = ["https://fonts.gstatic.com"]
    if stars := _STARS.get(urlsplit(config.repo_url or "").hostname or ""):
        asked["connect-src"].append(stars)
    return asked


def parted(html: str, content: str) -> tuple[str, Callable[[str], str]]:
    """A page without its content, and what puts it back. Where another plugin changed it, it is the whole article."""
    if not content:
        return html, str
    if content not in html:
        found = _ARTICLE.search(html)
        content = found[0] if found else html
    return html.replace(content, _CONTENT, 1), lambda frame: frame.replace(_CONTENT, content, 1)


def _origins(urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        parts = urlsplit(url)
        if parts.netloc:
            yield f"{parts.scheme or 'https'}://{parts.netloc}"


def _added(some: Mapping[str, Iterable[str]], more: Mapping[str, Any]) -> dict[str, Any]:
    """Both, by directive. What is no list of texts stays as it is, for ``content_policy`` to name."""
    added: dict[str, Any] = {name: list(sources) for name, sources in some.items()}
    for name, sources in more.items():
        added[name] = [*added.get(name, ()), *sources] if isinstance(sources, list) else sources
    return added
