"""Workbooks (XLSX, ODS), read by python-calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.tables.rows import Row, letters

_LARGEST = 400_000_000  # bytes a workbook may unpack to: 10,000 full rows take a tenth of that


@dataclass(frozen=True)
class SheetTable:
    """A sheet of a workbook."""

    file: str
    name: str
    cells: Any
    typed: bool = True

    def rows(self) -> Iterator[Row]:
        """The rows; a sheet's first row is 1, empty or not."""
        for number, values in enumerate(self.cells.to_python(skip_empty_area=False), start=1):
            yield Row(number, values)

    def place(self, row: int, column: int, header: str) -> Place:
        """The sheet and cell."""
        return Place(self.file, row, column + 1, f"{self.name}!{letters(column)}{row}")


def workbook(file: str, content: bytes) -> list[SheetTable] | Finding:
    """The sheets of a workbook, or why there are none."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        return finding("extra-missing", place=Place(file), extra="xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                return finding("workbook-large", place=Place(file), limit=_LARGEST // 1_000_000)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [SheetTable(file, name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of calamine's is no Exception
        return finding("workbook-unreadable", place=Place(file), reason=str(error).split("\n")[0])
