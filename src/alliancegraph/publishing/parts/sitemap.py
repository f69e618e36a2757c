"""What search engines look for: `sitemap.xml` (sitemaps.org protocol 0.9) and `robots.txt` (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable

from alliancegraph.publishing.history.register import Register
from alliancegraph.publishing.layout import CATALOG, DATASETS, ENGLISH, HTML, NOTICES, Files
from alliancegraph.publishing.parts.xml import add, root, written

SITEMAP = "sitemap.xml"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""The most addresses a sitemap may hold; a longer one is split, and `sitemap.xml` is the index of its parts."""


def for_robots(files: Files, register: Register) -> Files:
    """The sitemap of all pages among the files, and a `robots.txt` that leads to it."""
    shown = (path for path in sorted(files) if path.endswith(HTML.suffix) and path not in NOTICES.values())
    pages = [_address(path, register) for path in shown]
    parts = [pages[start : start + MOST] for start in range(0, len(pages), MOST)]
    base = register.base
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {base}{SITEMAP}\n".encode()
    if len(parts) <= 1:
        return {SITEMAP: _urls(pages, "urlset", "url"), "robots.txt": robots}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    found = {name: _urls(part, "urlset", "url") for name, part in zip(names, parts, strict=True)}
    index = _urls([(base + name, None) for name in names], "sitemapindex", "sitemap")
    return {**found, SITEMAP: index, "robots.txt": robots}


Address = tuple[str, str | None]
"""Where a page stands, and the day it was changed."""


def _address(path: str, register: Register) -> Address:
    stem = path.removesuffix(ENGLISH).removesuffix(HTML.suffix)
    entry = register.resources.get(stem.removeprefix("record/")) or register.datasets.get(stem.removeprefix(DATASETS))
    whole = max((one.modified for one in register.datasets.values() if one.modified), default=None)
    day = entry.modified if entry else whole if stem in ("index", CATALOG) else None
    return register.base + ("" if path == "index.html" else path), day


def _urls(addresses: Iterable[Address], outer: str, inner: str) -> bytes:
    document = root(outer, SITEMAPS)
    for address, day in addresses:
        element = add(document, inner)
        add(element, "loc", address)
        if day:
            add(element, "lastmod", day)
    return written(document)
