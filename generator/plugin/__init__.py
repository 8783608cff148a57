"""The hub as a site of MkDocs: the plugin that ``mkdocs.yml`` names, and building and serving with it."""

from generator.plugin.hooks import ModelhubPlugin
from generator.plugin.serving import serve_site
from generator.plugin.site import SiteError, build_site, with_mkdocs

__all__ = ["ModelhubPlugin", "SiteError", "build_site", "serve_site", "with_mkdocs"]
