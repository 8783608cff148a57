"""The hub as a site of MkDocs: the plugin that ``mkdocs.yml`` names, and building and serving with it."""

from generator.plugin.hooks import ModelhubPlugin
from generator.plugin.site import BuiltSite, SiteError, build_site, serve_site

__all__ = ["BuiltSite", "ModelhubPlugin", "SiteError", "build_site", "serve_site"]
