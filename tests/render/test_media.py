"""A page shows what a model was shown, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from site_maker import MEDIA, make_record

from generator.hub import Entry, Status
from generator.output import TextOutput
from generator.record import FileDigest, SampleRun
from generator.render.links import Links
from generator.render.media import kind_of, media_of, media_path
from generator.render.model_page import model_page

DIGEST = "ab" * 32


@pytest.mark.parametrize(
    ("path", "size", "kind"),
    [
        ("a/cat.PNG", 9, "image"),
        ("a.webp", 9, "image"),
        ("a.mp3", 9, "audio"),
        ("a.svg", 9, None),
        ("a.html", 9, None),
        ("png", 9, None),
        ("a.png", 6_000_000, None),
    ],
)
def test_only_what_a_browser_shows_without_running_it(path: str, size: int, kind: str | None) -> None:
    assert kind_of(FileDigest(path=path, size=size, sha256=DIGEST)) == kind


def test_a_file_lies_where_its_bytes_say() -> None:
    assert media_path(FileDigest(path="../a/b.PNG", size=1, sha256=DIGEST)) == f"assets/samples/{DIGEST}.png"


@pytest.mark.parametrize(("status", "shown"), [("verified", 1), ("mismatch", 1), ("stale", 0), ("not-run", 0)])
def test_what_changed_since_is_not_shown(status: Status, shown: int, entry: Callable[[str], Entry]) -> None:
    files = [FileDigest(path=name, size=1, sha256=DIGEST) for name in ("a.png", "b.svg")]
    sample = SampleRun(input={"image": "a.png"}, output=TextOutput(text="", tokens=0, finished=True), files=files)
    one = replace(entry("news_en"), status=status, record=make_record("news_en", "verified", samples=[sample]))
    assert [file.path for file in media_of(one)] == ["a.png"] * shown
    assert model_page(one, Links()).html.count("mh-media") == shown


def test_pictures_have_words_and_recordings_a_button(entry: Callable[[str], Entry]) -> None:
    html = model_page(entry("others_en"), Links()).html
    assert 'alt="The image images/cat.png, which the model was shown"' in html
    assert 'controls preload="none" aria-label="The recording sounds/ada.flac"' in html
    assert html.count('src="../../assets/samples/') == len(MEDIA)
