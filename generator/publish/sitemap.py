"""What crawlers look for: the sitemap, with the day when what a page says last changed, and ``robots.txt``."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.listing import Listing

#: The protocol allows 50,000 addresses a file: https://www.sitemaps.org/protocol.html
LARGEST = 45_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(urls: Iterable[tuple[str, str]], site_url: str, *, largest: int = LARGEST) -> dict[str, bytes]:
    """The sitemap's files by their paths in the site, each with a compressed copy.

    Args:
        urls: Pages, each as a link from the site's home page and the day of its last change, ISO 8601; empty for an
            unknown one.
        site_url: The site's address. Where it is empty, so is the sitemap: it may name whole addresses only.
        largest: Addresses a file. Where there are more, ``sitemap.xml`` names the files that they are in.
    """
    base = f"{site_url.rstrip('/')}/"
    last = {base + url.removeprefix("./"): changed for url, changed in urls} if site_url else {}
    addresses = sorted(last)
    parts = [addresses[start : start + largest] for start in range(0, len(addresses), largest)]
    files = {}
    if len(parts) <= 1:
        files["sitemap.xml"] = _xml("urlset", "url", last, addresses)
    else:
        of_part = {}
        for number, part in enumerate(parts, 1):
            path = f"sitemap-{number}.xml"
            files[path] = _xml("urlset", "url", last, part)
            of_part[base + path] = max(last[address] for address in part)
        files["sitemap.xml"] = _xml("sitemapindex", "sitemap", of_part, list(of_part))
    return files | {f"{path}.gz": gzip.compress(data, mtime=0) for path, data in files.items()}


def last_change(listings: Iterable[Listing]) -> str:
    """The day when something of these models last changed, as far as cards and records tell, else empty."""
    return max((max(listing.date, listing.observed_at[:10]) for listing in listings), default="")


def robots(site_url: str) -> dict[str, bytes]:
    """``robots.txt``, where the site is all that its host shows: crawlers look for it nowhere else."""
    if urlsplit(site_url).path.rstrip("/") or not urlsplit(site_url).netloc:
        return {}
    return {"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n".encode()}


def _xml(root: str, each: str, last: Mapping[str, str], addresses: Sequence[str]) -> bytes:
    tree = Element(root, xmlns=_NAMESPACE)
    for address in addresses:
        item = SubElement(tree, each)
        SubElement(item, "loc").text = address
        if last[address]:
            SubElement(item, "lastmod").text = last[address]
    indent(tree, space="")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(tree, encoding="unicode").encode() + b"\n"
