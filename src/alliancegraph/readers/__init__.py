"""Readers: sources -> records with their places."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from msgspec.structs import replace

from alliancegraph.errors import Finding, Place, ReadError, finding
from alliancegraph.messages import MESSAGES
from alliancegraph.readers import sources
from alliancegraph.readers.lines import Lines
from alliancegraph.readers.sources import KINDS, Table, Text
from alliancegraph.readers.web import PUBLIC, Web
from alliancegraph.records import Alliance, Decoded, Organization, Record, Source, decode, origin, with_origin
from alliancegraph.records.direct import read_json, read_lines
from alliancegraph.records.nodes import Node, from_json_lines, from_yaml
from alliancegraph.records.references import Claims, claim

if TYPE_CHECKING:
    from alliancegraph.readers.profile import TraceLine
    from alliancegraph.readers.tables import Columns

__all__ = ["Document", "documents", "read"]

SOURCE_FAULTS = frozenset(
    {"source-missing", "source-unreadable", "source-binary", "source-empty", "source-html", "source-kind"}
    | {"extra-missing", "workbook-unreadable", "workbook-locked", "workbook-large", "sheet-wide"}
    | {"table-empty", "table-unnamed"}
) | {code for code, (severity, *_) in MESSAGES.items() if code.startswith("fetch-") and severity == "violation"}
"""Codes of findings that say a source could not be read, rather than that a record is wrong."""


@dataclass(frozen=True)
class Document:
    """What one source file gave.

    `records` are good; `partial` are what could be decoded of records with faults; `faults` reject a record or the
    source; `notes` are findings about the source that reject nothing; `trace` accounts for the lines of a text page.
    """

    records: tuple[Record, ...] = ()
    partial: tuple[Record, ...] = ()
    faults: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    trace: tuple[TraceLine, ...] = ()


def read(*source: str | Path, allow_private: bool = False, columns: Columns | None = None) -> Iterator[Record]:
    """Reads files, folders, `-` (standard input) or http(s) addresses.

    Yields the good records in the order of the sources (folders by file name), then raises one `ReadError` if there
    was any fault: its `findings` hold all of the run. Nothing but the addresses named is fetched, with their sites'
    robots.txt; addresses that lead into private networks are refused unless `allow_private`. `columns` says what the
    columns of tables mean whose names do not (`readers.tables.load_columns`).
    """
    faults: list[Finding] = []
    for document in documents(source, Web(allow_private=allow_private), columns):
        yield from document.records
        faults += document.faults
    if faults:
        raise ReadError(faults)


def documents(
    source: Iterable[str | Path], web: Web = PUBLIC, columns: Columns | None = None, claims: Claims | None = None
) -> Iterator[Document]:
    """Reads sources file by file, tables and JSON Lines some at a time; of records that share an id the first is good.

    `web` says what to fetch, `columns` what the columns of tables mean; `claims` keeps the identifiers taken.
    """
    claims = {} if claims is None else claims
    for item in sources.texts(source, web):
        if isinstance(item, Finding):
            yield Document(faults=(item,)) if item.code in SOURCE_FAULTS else Document(notes=(item,))
        elif isinstance(item, Lines):
            for document in _lines(item):
                yield _unique(document, claims)
        elif isinstance(item, Table) or (KINDS.get(item.suffix) or _kind(item.text)) == "table":
            for document in _table(item, columns):
                yield _unique(document, claims)
        else:
            yield _unique(_document(item), claims)


def _document(source: Text) -> Document:
    kind = KINDS.get(source.suffix) or _kind(source.text)
    if kind == "html":
        return _web_page(source)
    return _page(source) if kind == "page" else _record_file(source, kind)


def _kind(text: str) -> str:
    """The kind of a source without a telling suffix."""
    start = text.lstrip()[:200].lower()
    if start.startswith(("{", "[")):
        return "json"
    if re.match(r"<(!doctype html|html|head|body)\b", start):
        return "html"
    if re.match(r"(---|%yaml|- type:|(type|format|id):\s)", start):
        return "yaml"
    from alliancegraph.readers.tables import is_delimited  # here, because it loads the profile reader

    return "table" if is_delimited(text) else "page"


def _table(source: Table | Text, columns: Columns | None) -> Iterator[Document]:
    from alliancegraph.readers.tables import read_table

    open_ = source.open if isinstance(source, Table) else partial(BytesIO, source.text.encode())
    for batch in read_table(source.name, open_, source.suffix, columns):
        located = tuple(_located(r, source) if _unsourced(r) else r for r in batch.records)
        yield Document(located, batch.partial, batch.faults, batch.notes)


def _unsourced(record: Record) -> TypeGuard[Alliance | Organization]:
    return isinstance(record, Alliance | Organization) and record.source is None


def _page(source: Text) -> Document:
    if _kind(source.text) == "html":
        return _web_page(source)
    from alliancegraph.readers.profile import read_page  # here, because it loads the code lists

    page = read_page(source.text, source.name)
    return Document(records=tuple(_located(record, source) for record in page.records), trace=page.trace)


def _web_page(source: Text) -> Document:
    try:
        from alliancegraph.readers.html import read_html  # here, because it needs the extra [html]
    except ImportError:
        return Document(faults=(finding("source-html", place=Place(source.name)),))
    page = read_html(source.text, source.name, source.url)
    return Document(
        records=tuple(_located(record, source) for record in page.records), notes=page.findings, trace=page.trace
    )


def _located(record: Alliance | Organization, source: Text | Table) -> Record:
    """A page's record, with the address the page was fetched from."""
    if source.url is None:
        return record
    located = replace(record, source=Source(url=source.url, retrieved=source.retrieved))
    came_from = origin(record)
    return with_origin(located, came_from) if came_from else located


_PARSERS: dict[str, Callable[[str, str], tuple[Sequence[Record | Node], list[Finding]]]] = {
    "yaml": from_yaml,
    "json": read_json,
    "json-lines": partial(from_json_lines, parse=read_json),
}


def _lines(source: Lines) -> Iterator[Document]:
    is_empty = True
    for before, some in source.pieces():
        is_empty = False
        yield _records(source.name, *read_lines(some, source.name, before))
    if is_empty:
        yield Document(faults=(_empty(source.name),))


def _empty(name: str) -> Finding:
    return finding("source-empty", place=Place(name), suffixes=", ".join(KINDS))


def _record_file(source: Text, kind: str) -> Document:
    if not source.text.strip():
        return Document(faults=(_empty(source.name),))
    found, faults = _PARSERS[kind](source.text, source.name)
    if kind == "json" and faults and "\n" in source.text.strip():
        lines, line_faults = _PARSERS["json-lines"](source.text, source.name)
        if not line_faults:
            found, faults = lines, []
    return _records(source.name, found, faults)


def _records(name: str, found: Sequence[Record | Node | Decoded], faults: list[Finding]) -> Document:
    """The records of a file, or of a part of one, and the faults of those that it could not be read as."""
    nodes = [one for one in found if isinstance(one, Node)]
    if any(entry.key == "@context" for node in nodes if isinstance(node.value, tuple) for entry in node.value):
        return Document(notes=(finding("source-is-output", place=Place(name)),))
    wanted = [one for document in found for one in _records_in(document)] if nodes else found
    if not wanted and not faults:
        faults = [_empty(name)]
    decoded = [one if isinstance(one, Decoded) else _decoded(one) for one in wanted]
    return Document(
        records=tuple(d.record for d in decoded if d.record is not None and not d.faults),
        partial=tuple(d.record for d in decoded if d.record is not None and d.faults),
        faults=(*faults, *(fault for d in decoded for fault in d.faults)),
    )


def _decoded(found: Record | Node) -> Decoded:
    return decode(found) if isinstance(found, Node) else Decoded(found)


def _records_in(node: Record | Node | Decoded) -> Iterator[Record | Node | Decoded]:
    """The record nodes of a document: one record, a list, or `records: [...]`; `format: 1` may stand first."""
    if not isinstance(node, Node):
        yield node
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _records_in(item)
    elif isinstance(node.value, tuple):
        entries = {entry.key: entry.node for entry in node.value}
        if "records" in entries and set(entries) <= {"format", "records"}:
            yield from _records_in(entries["records"])
        elif set(entries) != {"format"}:
            yield node
    else:
        yield node


def _unique(document: Document, claims: Claims) -> Document:
    """The document without records whose id an earlier one has."""
    good: list[Record] = []
    faults = list(document.faults)
    for record in document.records:
        clash = claim(record, claims)
        if clash:
            faults.append(clash)
        else:
            good.append(record)
    return dataclasses.replace(document, records=tuple(good), faults=tuple(faults))
