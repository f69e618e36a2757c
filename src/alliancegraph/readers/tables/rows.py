"""What a table is to the rest: rows of cells, and where each cell stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from alliancegraph.errors import Place


class CellError(str):
    """What a cell shows in place of the value that its formula does not give: `#REF!`."""

    __slots__ = ()


class Row(NamedTuple):
    """A row: its number in the source (a text table's line), and the values of its cells."""

    number: int
    values: list[object]

    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return all(value in (None, "") or (isinstance(value, str) and not value.strip()) for value in self.values)


class Table(Protocol):
    """A table of a source. `name` is the sheet's, empty in a text table; `typed`: cells may be numbers and dates."""

    @property
    def name(self) -> str:
        """The sheet's name."""
        ...

    @property
    def typed(self) -> bool:
        """Whether the source tells numbers and dates from text."""
        ...

    def rows(self) -> Iterator[Row]:
        """The rows in order."""
        ...

    def place(self, row: int, column: int, header: str) -> Place:
        """Where a cell stands; columns count from 0."""
        ...


def letters(column: int) -> str:
    """The letters of a spreadsheet's column.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def as_text(value: object) -> str:
    """A cell's value as text: whole numbers without a decimal point, dates as 2008-04-28."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return "" if value is None else str(value)
