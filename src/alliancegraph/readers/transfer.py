"""Fetched pages as texts: what the content is, whatever its server calls it, and the pages of a directory."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.charset import decode
from alliancegraph.readers.fetch import Fetched, Fetcher
from alliancegraph.readers.web import REGEX, Web

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
# Types that say nothing, or are given to everything.
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})
_TEXT = re.compile(r"text/|application/(?:[\w.+-]*(?:json|yaml|xml))$|application/x-ndjson$")
_WORKBOOKS = frozenset({".xlsx", ".ods"})
_MAGIC = (
    (b"%PDF-", "PDF", "application/pdf"),
    (b"\x89PNG", "PNG", "image/png"),
    (b"\xff\xd8\xff", "JPEG", "image/jpeg"),
    (b"GIF8", "GIF", "image/gif"),
    (b"\x1f\x8b", "gzip", "application/gzip"),
    (b"PK\x03\x04", "ZIP", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "Office", "application/msword"),
)


def pages(fetcher: Fetcher, address: str, web: Web) -> Iterator[Fetched | Finding]:
    """The page at an address; with `web.follow` the pages its links lead to, in its order, each of them once."""
    first = fetcher.fetch(address)
    if web.follow is None or isinstance(first, Finding):
        yield first
        return
    try:
        from alliancegraph.readers.links import links  # here, because it needs the extra [html]
    except ImportError:
        yield finding("source-html", place=Place(address))
        return
    read = decode(first.body, first.charset, is_html=True)
    found = links(read.text, first.url) if read else ()
    wanted = [link for link in found if matches(web.follow, link)]
    if not wanted:
        yield finding("follow-nothing", place=Place(address), pattern=web.follow, count=len(found))
        return
    chosen = wanted if web.limit is None else wanted[: web.limit]
    if len(chosen) < len(wanted):
        yield finding("follow-limit", place=Place(address), limit=web.limit, left=len(wanted) - len(chosen))
    for link in chosen:
        yield first if link == first.url else fetcher.fetch(link)


def matches(pattern: str, link: str) -> bool:
    """Whether a link's path (with query) or the whole link fits a glob, or the regular expression behind `re:`."""
    parts = urlsplit(link)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if pattern.startswith(REGEX):
        return re.search(pattern.removeprefix(REGEX), link) is not None
    return any(fnmatch.fnmatchcase(text, pattern) for text in (path, link))


def suffix_of(page: Fetched, suffixes: dict[str, str]) -> str | Finding:
    """The suffix by which a page's kind is known, from its type, its content where that disagrees, or its address."""
    by_address = PurePosixPath(urlsplit(page.url).path).suffix.lower()
    kind = next(((name, media) for start, name, media in _MAGIC if page.body.startswith(start)), None)
    tables = suffixes.get(page.media_type, by_address) in _WORKBOOKS
    if kind is not None and not (kind[0] in ("ZIP", "Office") and tables):
        lies = bool(_TEXT.match(page.media_type))
        code, media = ("fetch-lies", kind[0]) if lies else ("fetch-type", page.media_type or kind[1])
        return finding(code, place=Place(page.url), said=page.media_type, found=media)
    if page.media_type in HTML_TYPES:
        return ".html"
    if page.media_type in suffixes:
        return suffixes[page.media_type]
    if page.media_type in _VAGUE or _TEXT.match(page.media_type):
        return by_address
    return finding("fetch-type", place=Place(page.url), said=page.media_type, found=page.media_type)


def disagreement(page: Fetched, text: str) -> tuple[str | None, Finding | None]:
    """The suffix that a page's text shows, where its type says another, and the finding that says so."""
    start = text.lstrip("\ufeff \t\r\n")[:2000].lower()
    is_html = re.match(r"<(?:!doctype html|html|head|body|!--)", start) is not None
    if is_html and page.media_type not in (*HTML_TYPES, *_VAGUE):
        return ".html", finding("fetch-mislabelled", place=Place(page.url), said=page.media_type, found="HTML")
    if page.media_type in HTML_TYPES and start and not re.search(r"<[a-z!/?]", start):
        named = "JSON" if start.startswith(("{", "[")) else "Text"
        return "", finding("fetch-mislabelled", place=Place(page.url), said=page.media_type, found=named)
    return None, None
