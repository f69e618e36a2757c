"""Workbooks (XLSX, ODS), read by python-calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.tables.rows import CellError, Row, letters
from alliancegraph.readers.tables.survey import Extent, survey

_LARGEST = 400_000_000  # bytes a workbook may unpack to: 10,000 full rows take a tenth of that
_MOST = 10_000_000  # cells of a sheet up to the last that is filled: 10,000 full rows have a twentieth of that
_OLE = b"\xd0\xcf\x11\xe0"  # how workbooks with a password begin ([MS-OFFCRYPTO], section 2.3), and those before 2007


@dataclass(frozen=True)
class SheetTable:
    """A sheet of a workbook; of a hidden one the name only."""

    file: str
    name: str
    cells: Any
    extent: Extent
    hidden: bool = False
    typed: bool = True

    def rows(self) -> Iterator[Row]:
        """The rows; a sheet's first row is 1, empty or not."""
        errors: dict[int, dict[int, str]] = {}
        for (row, column), text in self.extent.errors.items():
            errors.setdefault(row, {})[column] = text
        for number, values in enumerate(self.cells.to_python(skip_empty_area=False), start=1):
            for column, text in errors.get(number, {}).items():
                values += [""] * (column - len(values))
                values[column - 1] = CellError(text)
            yield Row(number, values)

    def place(self, row: int, column: int, header: str) -> Place:
        """The sheet and cell."""
        return Place(self.file, row, column + 1, f"{self.name}!{letters(column)}{row}")


def workbook(file: str, content: bytes) -> list[SheetTable] | Finding:
    """The sheets of a workbook, or why there are none."""
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum
    except ImportError:
        return finding("extra-missing", place=Place(file), extra="xlsx")
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        return finding("workbook-locked", place=Place(file))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                return finding("workbook-large", place=Place(file), limit=_LARGEST // 1_000_000)
            if (broken := archive.testzip()) is not None:
                return _unreadable(file, broken)
            if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):  # OpenDocument, part 2, section 4.8
                return finding("workbook-locked", place=Place(file))
            extents = survey(archive)
        for name, extent in extents.items():
            if extent.rows * extent.columns > _MOST:
                last = f"{letters(extent.columns - 1)}{extent.rows}"
                return finding("sheet-wide", place=Place(file, cell=f"{name}!{last}"), name=name, last=last)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        hidden = {one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible}
        return [
            SheetTable(file, name, name in hidden or book.get_sheet_by_name(name), extents[name], name in hidden)
            for name in book.sheet_names
        ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of calamine's is no Exception
        return _unreadable(file, error)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _unreadable(file: str, reason: object) -> Finding:
    return finding("workbook-unreadable", place=Place(file), reason=str(reason).split("\n")[0])
