"""Where bytes come from: files, folders, standard input, addresses; and what text they are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers import charset, lines
from alliancegraph.readers.lines import Lines
from alliancegraph.readers.web import PUBLIC, Web

if TYPE_CHECKING:
    from alliancegraph.readers.fetch import Fetched, Fetcher

KINDS = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "json-lines",
    ".ndjson": "json-lines",
    ".txt": "page",
    ".text": "page",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "table",
    ".xlsm": "table",
    ".ods": "table",
}
"""Suffix -> kind of source; other files are told by their content."""

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods"})

OTHER_KINDS = frozenset(
    [
        ".xls",
        ".xlsb",
        ".fods",
        ".numbers",
        ".odt",
        ".doc",
        ".docx",
        ".pdf",
        ".rtf",
        ".ttl",
        ".nt",
        ".nq",
        ".trig",
        ".rdf",
        ".owl",
        ".xml",
        ".jsonld",
        ".toml",
        ".zip",
        ".gz",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
    ]
)
"""Suffixes of files that are neither records nor text pages: said, never read as if they were."""

STDIN = "-"


class Text(NamedTuple):
    """A source's text: the name that findings show, its suffix, and for an address when it was fetched (UTC day)."""

    name: str
    suffix: str
    text: str
    url: str | None = None
    retrieved: str | None = None


class Table(NamedTuple):
    """A table, read as a stream: `open` gives its bytes, anew each time."""

    name: str
    suffix: str
    open: Callable[[], IO[bytes]]
    url: str | None = None
    retrieved: str | None = None


def texts(sources: Iterable[str | Path], web: Web = PUBLIC) -> Iterator[Text | Table | Lines | Finding]:
    """The texts of all sources, folders in the order of their names; a finding for each that could not be read."""
    fetcher: Fetcher | None = None
    try:
        for source in sources:
            if str(source).lower().startswith(("https://", "http://")):
                fetcher = fetcher or _fetcher(web)
                yield from _fetched(str(source), fetcher, web)
            else:
                yield from _local(source)
    finally:
        if fetcher is not None:
            fetcher.close()


def _fetcher(web: Web) -> Fetcher:
    from alliancegraph.readers.fetch import Fetcher  # here, because most runs fetch nothing

    return Fetcher(web)


def _local(source: str | Path) -> Iterator[Text | Table | Lines | Finding]:
    name = str(source)
    if name == STDIN:
        yield from _once("<stdin>", "", sys.stdin.buffer)
    elif Path(name).is_dir():
        yield from _folder(Path(name))
    else:
        yield from _file(Path(name))


def _once(name: str, suffix: str, stream: IO[bytes]) -> Iterator[Text | Table | Lines | Finding]:
    """A source that can be read only once: standard input, a pipe."""
    with lines.spooled(stream) as spool:

        def again() -> IO[bytes]:
            spool.seek(0)
            return spool

        are_lines = lines.are_lines(again()) if suffix not in KINDS else KINDS[suffix] == "json-lines"
        if are_lines and lines.is_plain(again()):
            yield Lines(name, again)
        else:
            yield from _told(name, suffix, again().read())


def _folder(folder: Path) -> Iterator[Text | Table | Lines | Finding]:
    closed: list[OSError] = []
    files = _files(folder, closed)
    yield from (_unreadable(error.filename, error) for error in closed)
    for path in files:
        if _is_known(path):
            yield from _file(path)
        else:
            yield finding("source-skipped", place=Place(str(path)), suffix=path.suffix or path.name)
    if not closed and not any(map(_is_known, files)):
        yield finding("source-empty", place=Place(str(folder)), suffixes=", ".join(KINDS))


def _files(folder: Path, closed: list[OSError]) -> list[Path]:
    """The files below a folder, by name, but hidden ones and settings; `closed` gets what cannot be looked into."""
    found: list[Path] = []
    for place, below, names in os.walk(folder, onerror=closed.append):
        below[:] = filter(_is_visible, below)
        found += [Path(place, name) for name in names if _is_visible(name) and name != "publication.toml"]
    return sorted(path for path in found if path.is_file())


def _is_visible(name: str) -> bool:
    return not name.startswith(".")


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in KINDS


def local_files(source: str | Path) -> list[Path]:
    """The files that are read of a source; of an address or standard input none that is there."""
    path = Path(source)
    return [file for file in _files(path, []) if _is_known(file)] if path.is_dir() else [path]


def _file(path: Path) -> Iterator[Text | Table | Lines | Finding]:
    kind = KINDS.get(path.suffix.lower())
    is_table = kind == "table"
    if path.suffix.lower() in OTHER_KINDS and path.exists():
        yield finding("source-kind", place=Place(str(path)), suffix=path.suffix, suffixes=", ".join(KINDS))
        return
    try:
        with path.open("rb") as stream:
            if not stream.seekable():
                yield from _once(str(path), path.suffix.lower(), stream)
                return
            are_lines = kind == "json-lines" and lines.is_plain(stream)
            stream.seek(0)
            content = b"" if is_table or are_lines else stream.read()
    except FileNotFoundError:
        yield finding("source-missing", place=Place(str(path)))
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        yield _unreadable(str(path), error)
    else:
        if is_table:
            yield Table(str(path), path.suffix.lower(), lambda: path.open("rb"))
            return
        if are_lines:
            yield Lines(str(path), lambda: path.open("rb"))
            return
        yield from _told(str(path), path.suffix.lower(), content)


def _told(name: str, suffix: str, content: bytes) -> Iterator[Text | Table | Finding]:
    """A source whose suffix may not tell its kind."""
    book = workbook_suffix(content) if suffix not in KINDS else ""
    if book or KINDS.get(suffix) == "table":
        yield Table(name, book or suffix, partial(BytesIO, content))
    else:
        yield from _decoded(name, suffix, content)


def _fetched(address: str, fetcher: Fetcher, web: Web) -> Iterator[Text | Table | Finding]:
    """The page at an address that the user named, or the pages that `web.follow` leads to from there."""
    from alliancegraph.readers.transfer import pages

    for page in pages(fetcher, address, web):
        yield from (page,) if isinstance(page, Finding) else _transferred(page)


def _transferred(page: Fetched) -> Iterator[Text | Table | Finding]:
    """The text of a fetched page; its address is its name."""
    from alliancegraph.readers.transfer import disagreement, suffix_of

    suffix = suffix_of(page)
    if isinstance(suffix, Finding):
        yield suffix
        return
    table = Table(page.url, suffix, partial(BytesIO, page.body))
    for item in (table,) if suffix in WORKBOOKS else _decoded(page.url, suffix, page.body, page.charset):
        if isinstance(item, Finding):
            yield item
            continue
        shown, problem = disagreement(page, suffix, item.text if isinstance(item, Text) else "")
        if problem is not None:
            yield problem
        yield item._replace(suffix=shown, url=page.url, retrieved=page.retrieved)


def _unreadable(name: str, reason: object) -> Finding:
    text = getattr(reason, "strerror", None) or str(reason)
    return finding("source-unreadable", place=Place(name), reason=text)


def _decoded(name: str, suffix: str, content: bytes, declared: str | None = None) -> Iterator[Text | Finding]:
    """The text of a source: UTF-8, UTF-16 with a byte-order mark, what the server or the page says, Windows-1252."""
    is_html = KINDS.get(suffix) == "html" or charset.looks_like_html(content)
    read = charset.decode(content, declared, is_html)
    if b"\0" in content and (read is None or "\0" in read.text):
        yield finding("source-binary", place=Place(name), offset=content.index(b"\0"))
        return
    if read is None or not charset.is_text(charset.controls(read.text.encode()), len(read.text)):
        yield finding("source-unreadable", place=Place(name), reason="no text encoding fits")
        return
    if read.wrong is not None:
        yield finding("charset-wrong", place=Place(name), said=read.wrong, found=read.encoding)
    elif read.guessed:
        yield finding("encoding-guessed", place=Place(name))
    yield Text(name, suffix, read.text)


def workbook_suffix(content: bytes) -> str:
    """The suffix of a workbook that came without one: both kinds are ZIP files with telling entries; "" of others."""
    if content.startswith(b"PK\x03\x04"):
        return ".ods" if b"opendocument.spreadsheet" in content[:200] else ".xlsx" if b"xl/workbook" in content else ""
    return ""
