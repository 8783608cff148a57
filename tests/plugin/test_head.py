"""What a site's configuration puts into the head of each page."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_maker import write_card

from generator.plugin import build_site

MKDOCS_YML = """\
site_name: Our hub
{more}
theme: {{name: material, font: false}}
extra: {{social_image: "{image}"}}
plugins: [modelhub]
"""


@pytest.mark.parametrize(
    ("image", "site_url", "address"),
    [
        ("assets/our hub.png", "https://hub.example/sub/", "https://hub.example/sub/assets/our%20hub.png"),
        ("https://pictures.example/a.png?b=1", "", "https://pictures.example/a.png?b=1"),
        ("assets/a.png", "", ""),
    ],
)
def test_every_page_has_the_picture_that_the_site_has(tmp_path: Path, image: str, site_url: str, address: str) -> None:
    write_card(tmp_path, "a_en")
    (tmp_path / "modelhub.toml").touch()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("# About\n", encoding="utf-8")
    more = f"site_url: {site_url}" if site_url else ""
    (tmp_path / "mkdocs.yml").write_text(MKDOCS_YML.format(image=image, more=more), encoding="utf-8")
    site = build_site(tmp_path).folder
    for path in ("index.html", "about/index.html", "models/a_en/index.html"):
        page = (site / path).read_text(encoding="utf-8")
        assert (f'<meta property="og:image" content="{address}">' in page) == bool(address)
        assert page.count("og:image") == bool(address)
