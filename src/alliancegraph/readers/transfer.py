"""Fetched pages as texts: what the content is, whatever its server calls it, and the pages of a directory."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.charset import decode, looks_like_html
from alliancegraph.readers.fetch import Fetched, Fetcher
from alliancegraph.readers.sources import KINDS, WORKBOOKS, workbook_suffix
from alliancegraph.readers.web import REGEX, Web

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
SUFFIXES = {
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/yaml": ".yaml",
    "text/yaml": ".yaml",
    "text/csv": ".csv",
    "application/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
"""Media type -> suffix of the kind of source."""
# What a text may be and is no source.
_OTHER = re.compile(r"text/(?:calendar|css|javascript|n3|rtf|turtle|vcard)$|[\w.-]+/(?:[\w.-]+\+)?xml$")
# Types that servers give to everything, or to every table, or to every text that is not HTML.
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})
_ANY_TABLE = frozenset({"application/zip", "application/vnd.ms-excel"})
_TEXT = re.compile(r"text/|application/[\w.+-]*(?:json(?:l|lines)?|yaml)$")
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
    given: set[str] = set()
    for link in chosen:
        page = first if link == first.url else fetcher.fetch(link)
        if isinstance(page, Finding) or page.url not in given:  # two links may lead to one page
            yield page
        given |= {page.url} if isinstance(page, Fetched) else set()


def matches(pattern: str, link: str) -> bool:
    """Whether a link's path (with query) or the whole link fits a glob, or the regular expression behind `re:`."""
    parts = urlsplit(link)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if pattern.startswith(REGEX):
        return re.search(pattern.removeprefix(REGEX), link) is not None
    return any(fnmatch.fnmatchcase(text, pattern) for text in (path, link))


def suffix_of(page: Fetched) -> str | Finding:
    """The suffix by which a page's kind is known, "" where its text must tell; the finding where it is no source.

    What the bytes show goes before what the server says, and a type that says little behind the address's suffix.
    """
    said, by_address = page.media_type, PurePosixPath(urlsplit(page.url).path).suffix.lower()
    by_type = SUFFIXES.get(said, "")
    if book := workbook_suffix(page.body):
        return book
    kind = next(((name, media) for start, name, media in _MAGIC if page.body.startswith(start)), None)
    if kind is not None and (by_type or by_address) not in WORKBOOKS:
        code, media = ("fetch-lies", kind[0]) if _TEXT.match(said) else ("fetch-type", said or kind[1])
        return finding(code, place=Place(page.url), said=said, found=media)
    if said in HTML_TYPES or (_OTHER.match(said) and looks_like_html(page.body)):
        return ".html"
    if by_type:
        return by_type if kind is not None or by_type not in WORKBOOKS else ""
    if (said in _VAGUE or said in _ANY_TABLE or _TEXT.match(said)) and not _OTHER.match(said):
        # Many servers call a CSV or YAML file text/plain, but none an HTML page.
        return by_address if by_address in KINDS and (said != "text/plain" or KINDS[by_address] != "html") else ""
    return finding("fetch-type", place=Place(page.url), said=said, found=said)


def disagreement(page: Fetched, suffix: str, text: str = "") -> tuple[str, Finding | None]:
    """The suffix of what a page turns out to be, and the finding that says so where its type says another."""
    said, found = page.media_type, ""
    start = text.lstrip("\ufeff \t\r\n")[:2000].lower()
    if suffix in WORKBOOKS:
        found = suffix[1:].upper() if _TEXT.match(said) else ""
    elif re.match(r"<(?:!doctype html|html|head|body|!--)", start):
        suffix, found = ".html", "HTML" if said not in (*HTML_TYPES, *_VAGUE) else ""
    elif SUFFIXES.get(said) in WORKBOOKS or (said in HTML_TYPES and start and not re.search(r"<[a-z!/?]", start)):
        suffix, found = "", "JSON" if start.startswith(("{", "[")) else "Text"
    return suffix, finding("fetch-mislabelled", place=Place(page.url), said=said, found=found) if found else None
