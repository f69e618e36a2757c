"""The links of an HTML page."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit

from alliancegraph.readers.tree import base_of, parsed


def links(text: str, address: str) -> tuple[str, ...]:
    """The addresses on the same host that a page links to, in its order, each once, without fragments."""
    root = parsed(text).root
    base = base_of(root, address) or address
    found: dict[str, None] = {}
    for anchor in root.iter("a", "area"):
        try:
            link = urldefrag(urljoin(base, (anchor.get("href") or "").strip())).url
            same = link.startswith(("https://", "http://")) and urlsplit(link)[1] == urlsplit(address)[1]
        except ValueError:
            continue
        if same and anchor.get("href"):
            found.setdefault(link)
    return tuple(found)
