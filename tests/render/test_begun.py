"""Frames that begin as the theme's script makes them: what is done beforehand, and that nothing else changes."""

from __future__ import annotations

from pathlib import Path

import material

from generator.render.begun import begun

HEAD = '<html class="no-js"><head><script>__md_scope=new URL("..",location),__md_hash=e=>e<<5</script>{more}</head>'
BODY = '<body dir="ltr" data-md-color-scheme="default"></body></html>'


def test_what_the_theme_s_script_would_do_is_done_by_the_first_one() -> None:
    page = begun(HEAD.format(more="<script>other()</script>") + BODY)
    first, _, rest = page.partition("</script>")
    assert first.startswith(HEAD.partition("</script>")[0] + ";(root=>{")
    assert first.count("classList.add") == 1
    assert rest == f"<script>other()</script></head>{BODY}"


def test_who_has_not_chosen_colours_yet_gets_those_of_the_first_choice_that_fits() -> None:
    theme = Path(material.__file__).parent / "templates" / "partials" / "javascripts" / "palette.html"
    script = theme.read_text(encoding="utf-8").rpartition("#}")[2].strip()
    page = begun(HEAD.format(more="") + BODY.replace("</body>", f"{script}</body>"))
    before, after = script.split(";", 1)
    added = page.partition(before)[2].removesuffix(f";{after}</body></html>")
    assert added.startswith("||")
    assert "matchMedia" in added


def test_another_theme_stays() -> None:
    page = "<html><head><script>start()</script></head><body><script>__md_scope=1</script></body></html>"
    assert begun(page) == page
    assert begun("") == ""
