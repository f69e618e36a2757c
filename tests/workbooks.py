"""Workbooks as tests need them: made cell by cell, altered behind the program's back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from alliancegraph.errors import Finding
from alliancegraph.readers import documents
from alliancegraph.readers.tables import Columns
from alliancegraph.records import Record, origin

Read = tuple[list[Record], list[Finding]]
Sheets = Mapping[str, Sequence[Sequence[Any]]]


def book(sheets: Sheets, finish: Callable[[Any], object] = lambda book: None) -> bytes:
    """An XLSX as a person makes one: numbers, dates and truth values are what a spreadsheet makes of them."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"default_date_format": "dd.mm.yyyy", "strings_to_urls": False})
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    finish(made)
    made.close()
    return stream.getvalue()


def read(file: Path | str, columns: Columns | None = None) -> Read:
    """The good records of a table, and everything that was found."""
    records: list[Record] = []
    found: list[Finding] = []
    for document in documents([file], columns=columns):
        records += document.records
        found += [*document.faults, *document.notes]
        found += [one for record in document.records for one in (origin(record) or pytest.fail("no origin")).findings]
    return records, found


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, stored)
    return stream.getvalue()


def altered(content: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """A workbook with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert set(changes) <= set(parts)
    return packed(parts | {name: change(parts[name].decode()) for name, change in changes.items()})


_CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="{name}">{rows}</table:table>
 </office:spreadsheet></office:body></office:document-content>"""


def open_document(name: str, rows: Sequence[str]) -> bytes:
    """An ODS with one sheet, its rows given as XML (`row` makes those of texts)."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _CONTENT.format(name=name, rows="".join(rows)),
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def row(*cells: str, more: str = "") -> str:
    """A row of an ODS; `more` is the XML of further cells."""
    texts = (f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells)
    return f"<table:table-row>{''.join(texts)}{more}</table:table-row>"
