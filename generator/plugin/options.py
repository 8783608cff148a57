"""What ``mkdocs.yml`` may say to our plugin."""

from __future__ import annotations

from mkdocs.config import base, config_options


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook of its class untyped
    """What ``mkdocs.yml`` may say below ``modelhub:``.

    Attributes:
        root: The hub's root. Where absent, the nearest folder with a configuration, from that of ``mkdocs.yml`` up.
        cards: Another cards folder than the configuration's.
        frames: Let MkDocs render the frame of our pages once, and set each page into it. Without, MkDocs renders every
            page: slow, and needed where the theme, another plugin or a hook treats each page differently.
        csp: Put a strict Content-Security-Policy into every page.
        csp_sources: What that policy allows besides, by directive.
        lean: Make frames lean: one style sheet for several, scripts that nothing waits for, no needless white space.
    """

    root = config_options.Optional(config_options.Dir(exists=True))
    cards = config_options.Optional(config_options.Dir(exists=True))
    frames = config_options.Type(bool, default=True)
    csp = config_options.Type(bool, default=True)
    csp_sources = config_options.Type(dict, default={})
    lean = config_options.Type(bool, default=True)
