"""What a workbook's XML says and calamine does not: how far the cells reach, which hold an error, which are merged.

calamine takes an error for an empty cell. It makes room for every cell up to the last one that is filled: a single cell
in the far corner of a sheet would end the program.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass
class Extent:
    """A sheet: the last row and column that are filled, errors by row and column, merged cells; all counted from 1.

    Merged cells are told where they span rows: by row and column of the first, the last row.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], int] = field(default_factory=dict)

    def fill(self, row: int, column: int) -> None:
        """Takes note of a filled cell."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def survey(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """The sheets of a workbook by name. Raises `KeyError`, `ValueError` or `SyntaxError` where it is none."""
    if "content.xml" in archive.namelist():
        return _open_document(archive)
    parts = {name.lower(): name for name in archive.namelist()}
    targets = {
        element.attrib["Id"]: element.attrib["Target"]
        for event, name, element in _elements(archive, "xl/_rels/workbook.xml.rels")
        if (event, name) == ("start", "Relationship")
    }
    return {
        element.attrib["name"]: _sheet(archive, parts[f"xl/{_target(element.attrib, targets)}".lower()])
        for event, name, element in _elements(archive, "xl/workbook.xml")
        if (event, name) == ("start", "sheet")
    }


def _target(sheet: dict[str, str], targets: dict[str, str]) -> str:
    return targets[sheet.get(_ID) or sheet[_STRICT_ID]].lstrip("/").removeprefix("xl/")


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, Any]]:
    """The elements of a part: event (`start`, `end`), local name, element."""
    with archive.open(part) as stream:
        # Expat bounds what entities grow to, and the archive what there is to read.
        for event, element in ElementTree.iterparse(stream, ("start", "end")):  # noqa: S314
            yield event, element.tag.rpartition("}")[2], element


def _sheet(archive: zipfile.ZipFile, part: str) -> Extent:
    """A worksheet (ISO/IEC 29500-1, section 18.3): a cell that does not say where it is stands behind the last one."""
    extent = Extent()
    row = column = 0
    for event, name, element in _elements(archive, part):
        match event, name:
            case "start", "row":
                row, column = int(element.get("r", row + 1)), 0
            case "end", "c":
                row, column = position(element.get("r")) if element.get("r") else (row, column + 1)
                value = next((below for below in element if below.tag.endswith(("}v", "}is"))), None)
                if value is not None:
                    extent.fill(row, column)
                if value is not None and element.get("t") == "e":
                    extent.errors[row, column] = value.text or ""
            case "end", "row":
                element.clear()
            case "end", "mergeCell":
                first, _, last = element.attrib["ref"].partition(":")
                if last and position(first)[0] < position(last)[0]:
                    extent.merged[position(first)] = position(last)[0]
    return extent


def _open_document(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """The sheets of an OpenDocument spreadsheet (part 3, section 9.1): cells and rows stand for several alike."""
    found: dict[str, Extent] = {}
    extent = Extent()
    row = column = alike = 0
    for event, name, element in _elements(archive, "content.xml"):
        match event, name:
            case "start", "table":
                row, extent = 0, Extent()
                found[element.attrib[f"{_TABLE}name"]] = extent
            case "start", "table-row":
                column, alike = 0, int(element.get(f"{_TABLE}number-rows-repeated", 1))
            case "end", "table-row":
                row += alike
                element.clear()
            case "end", "table-cell" | "covered-table-cell":
                count = int(element.get(f"{_TABLE}number-columns-repeated", 1))
                if element.get(f"{_OFFICE}value-type"):
                    extent.fill(row + alike, column + count)
                if element.get(f"{_CALC}value-type") == "error":
                    extent.errors[row + 1, column + 1] = "".join(element.itertext())
                if (spanned := int(element.get(f"{_TABLE}number-rows-spanned", 1))) > 1:
                    extent.merged[row + 1, column + 1] = row + spanned
                column += count
    return found


def position(reference: str) -> tuple[int, int]:
    """Row and column of a cell. Raises `ValueError` for what names none.

    >>> position("AB12")
    (12, 28)
    """
    parts = re.fullmatch("([A-Z]+)([0-9]+)", reference)
    if parts is None:
        raise ValueError(reference)
    column = 0
    for letter in parts[1]:
        column = column * 26 + ord(letter) - 64
    return int(parts[2]), column
