"""What every server of a site answers alike, as data: `serve` follows it, and the generated configuration states it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from alliancegraph.publishing.layout import CATALOG, DATASETS, DUMPS, ENGLISH, HTML, POLICY, VARIANTS

MEDIA_TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".gz": "application/gzip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The Content-Type of a file, by the last of its suffixes; with a charset where the media type has that parameter."""

OTHER_MEDIA_TYPE = "application/octet-stream"

METHODS = "GET, HEAD, OPTIONS"

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Open data: scripts of any page may read it. Nothing here depends on who asks.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Last-Modified, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # After five minutes a client asks again, and with the ETag gets 304 where nothing has changed.
    "Cache-Control": "public, max-age=300",
}
"""The headers of every response."""

PREFLIGHT: Mapping[str, str] = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-Modified-Since, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}
"""What OPTIONS is answered with, a CORS preflight or not."""

VARY = "Accept, Accept-Language"
"""What the choice of a variant depends on; `Accept-Encoding` comes to it where a file lies there compressed."""

INDEX = "index"
"""The document at the base IRI itself."""

HIDDEN = "_server"
"""The folder of a site for its servers; it is not served, nor is anything whose name begins with a dot."""

REGISTERED: Mapping[str, str] = {"id": "", "record": "", "dataset": DATASETS, "dump": DATASETS}
"""The folders whose addresses the register may call renamed or gone: what its paths have in the folder's place.

What it says of a path holds for what lies below it, and for every suffix.
"""

DOCUMENT = r"(?:record/[^.]+|catalog|dataset/[^./]+|vocabulary/[^./]+)"
"""The paths of documents that come as pages and as data, without suffix (regular expression)."""

SUFFIX = r"(?:\.en\.html|\.html|\.ttl|\.jsonld)"
"""The suffixes of their variants (regular expression)."""

OVERVIEW = r"index(?:\.en)?(?:\.html)?"
"""The overview and its variants (regular expression)."""

THING = r"[^/]+/[^/]+(?:/project/[^/]+)?"
"""What has a document of its own: the beginning of a path below `id/` (regular expression)."""

_DOCUMENT = re.compile(rf"(?:({DOCUMENT}){SUFFIX}?|({OVERVIEW}))\Z")
_THING = re.compile(THING)


class Root(NamedTuple):
    """Where a site stands: its base as a URI, the path on its host as a server sees it, and as addresses spell it."""

    base: str
    path: str
    quoted: str


def root(base: str) -> Root:
    """Where the site of a base IRI stands.

    >>> root("https://example.org/familie/").path
    '/familie/'
    """
    path = unquote(urlsplit(base).path)
    return Root(quote(base, safe=":/?[]@!&()*+,;=%~"), path, quote(path))


def content_type(path: str) -> str:
    """The Content-Type of a file.

    >>> content_type("dump/alliances.nt.gz")
    'application/gzip'
    """
    return MEDIA_TYPES.get("." + path.rsplit(".", 1)[-1], OTHER_MEDIA_TYPE)


def document_of(thing: str) -> str | None:
    """The path of the document that says most about a thing, without suffix: its own, or that of what it is part of.

    >>> document_of("alliance/perleberg/contact/office/address")
    'record/alliance/perleberg'
    >>> document_of("alliance/perleberg/project/familientag")
    'record/alliance/perleberg/project/familientag'
    """
    match = _THING.match(thing)
    return f"record/{match[0]}" if match else None


def content_language(path: str) -> str | None:
    """The language of a page; None for data, which has several.

    >>> content_language("index.en.html")
    'en'
    """
    return None if not path.endswith(".html") else "en" if path.endswith(ENGLISH) else "de"


def links(path: str, at: Root) -> str | None:
    """The `Link` header (RFC 8288) of a file or document: its variants. A page names its canonical address itself.

    >>> links("dump/alliances.csv", root("https://example.org/"))
    '</catalog>; rel="describedby"'
    """
    if path.startswith(DUMPS):
        return catalog_links(at)
    match = _DOCUMENT.match(path)
    if match is None:
        return None
    return overview_links(at) if match[2] else document_links(match[1], at)


def document_links(stem: str, at: Root) -> str:
    """The `Link` header of a document at a path without suffix, and of all its variants."""
    address = at.quoted + quote(stem)
    data = (f'<{address}{one.suffix}>; rel="alternate"; type="{one.media_type}"' for one in VARIANTS if one != HTML)
    return ", ".join((*_pages(address), *data))


def catalog_links(at: Root) -> str:
    """The `Link` header of a dump: the catalogue describes it."""
    return f'<{at.quoted}{CATALOG}>; rel="describedby"'


def overview_links(at: Root) -> str:
    """The `Link` header of the overview and its variants."""
    return ", ".join((*_pages(at.quoted + INDEX), catalog_links(at)))


def _pages(address: str) -> tuple[str, ...]:
    suffixes = {"de": HTML.suffix, "en": ENGLISH}
    return tuple(
        f'<{address}{suffix}>; rel="alternate"; type="{HTML.media_type}"; hreflang="{language}"'
        for language, suffix in suffixes.items()
    )
