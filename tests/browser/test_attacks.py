"""Cards full of attacks, in the browser: nothing of them runs, and nothing is asked of another host."""

from __future__ import annotations

from typing import Any

import pytest
from page_opener import Open
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ATTACK = "models/attack_en/"

#: What in a page could run, load or mislead, besides what belongs to the frame.
DANGERS = """
async () => {
  const found = []
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName
    for (const { name: key, value } of element.attributes) {
      if (key.startsWith("on") || key === "srcdoc") found.push(`${name} ${key}`)
      if (["href", "src", "action", "formaction", "data", "xlink:href"].includes(key)) {
        const scheme = value.trim().match(/^[a-z][a-z0-9+.-]*:/i)?.[0].toLowerCase()
        if (scheme && !["http:", "https:", "mailto:"].includes(scheme)) found.push(`${name} ${key} ${value}`)
      }
    }
    const ours = element.src?.startsWith?.(location.origin)
    const data = ["application/json", "application/ld+json"].includes(element.type)
    if (name === "script" && !ours && !data) found.push(element.outerHTML)
    if (name === "script" && element.type === "application/ld+json") JSON.parse(element.textContent)
  }
  const content = document.querySelector(".md-content__inner")
  const never = "style, iframe, object, embed, base, meta, link, template, "
    + "form:not([class^=mh-]), portal, svg script, svg animate, svg use, math, [id^=__]:not([id^=__code]), "
    + "[name]:not(input, button, select), [data-md-component]"
  for (const element of content.querySelectorAll(never)) found.push(element.outerHTML.slice(0, 200))
  const sent = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html")
  for (const element of sent.querySelectorAll("[style]")) found.push(element.outerHTML.slice(0, 200))
  for (const link of content.querySelectorAll("a[href^=http]")) {
    if (!link.href.startsWith(location.origin) && !link.rel.includes("noopener")) found.push(link.outerHTML)
    if (link.target) found.push(link.outerHTML)
  }
  return found
}
"""


def every_page(page: Page, address: str) -> list[str]:
    """Every page of the site that links lead to."""
    seen: dict[str, None] = {}
    waiting = [address]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen[at] = None
        page.goto(at)
        links: list[str] = page.evaluate("[...document.links].map(link => link.href.replace(/[#?].*/, ''))")
        waiting += [link for link in links if link.startswith(address) and (link.endswith(("/", ".html")))]
        hold_against_dangers(page)
    return list(seen)


def hold_against_dangers(page: Page) -> None:
    found: list[Any] = page.evaluate(DANGERS)
    assert not found, f"{page.url}: {found}"


def test_nothing_of_a_card_runs_on_any_page(open_attacked: Open, attacked: str) -> None:
    page = open_attacked()
    seen = every_page(page, attacked)
    assert {f"{attacked}{ATTACK}", f"{attacked}browse/", f"{attacked}models/"} <= set(seen)
    assert len(seen) > 15
