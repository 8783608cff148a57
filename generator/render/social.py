"""What the head of a page tells programs: previews of a link, and the same page in other forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.render.environment import render_template

#: Longer ones are cut off in the middle of a word by what shows them.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page, or the same site, in another form.

    Attributes:
        type: Its media type: ``application/json``, ``text/markdown``, ``application/atom+xml``.
        link: To it, from the page.
        title: What it is, for programs that offer several.
    """

    type: str
    link: str
    title: str = ""


def head_html(
    title: str,
    description: str,
    canonical: str,
    site_name: str,
    alternates: Sequence[Alternate] = (),
    image: str = "",
) -> Markup:
    """What goes before the end of a page's head: Open Graph, for previews of links, and other forms.

    Args:
        title: The page's, as plain text.
        description: One or two sentences, as plain text.
        canonical: The page's address; empty where the site's is not known.
        site_name: The site's.
        alternates: Other forms of it.
        image: The address of a picture to show with it; empty for none.
    """
    return render_template(
        "head",
        title=" ".join(title.split()),
        description=shortened(description),
        canonical=canonical,
        site_name=site_name,
        alternates=alternates,
        image=image,
    )


def shortened(description: str) -> str:
    """A description that is shown as a whole, cut at a word."""
    words = " ".join(description.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(maxsplit=1)[0] + " …"
