"""Text tables (CSV): encoding, delimiter and quotes told from the file, rows read as a stream.

The delimiter is the one that finds most column names that are known, then the one that cuts the first rows alike.
Line ends are whatever the lines end with.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.tables.rows import Row
from alliancegraph.records import headers, sheets

DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1 << 16
_SAMPLE = 20  # rows
_LONGEST = 1 << 20  # characters of a cell: csv's own limit is shorter than a long description


@dataclass(frozen=True)
class Delimited:
    """A text table; `open` gives its bytes anew each time."""

    file: str
    open: Callable[[], IO[bytes]]
    encoding: str
    delimiter: str
    quote: str
    faults: list[Finding]
    name: str = ""
    typed: bool = False

    def rows(self) -> Iterator[Row]:
        """The rows; a fault in the table's syntax goes to `faults` and ends them."""
        with self.open() as stream:
            # Five bytes mean nothing in Windows-1252: replaced, the rest of the table can still be read.
            lines = _Lines(io.TextIOWrapper(stream, self.encoding, errors="replace", newline=""))
            reader = _reader(lines, self.delimiter, self.quote)
            start = 1
            try:
                for values in reader:
                    if lines.unclosed(self.delimiter, self.quote):
                        self.faults.append(finding("table-quote", place=Place(self.file, start)))
                        return
                    if start > 1 or not (len(values) <= 2 and values and values[0].lower().startswith("sep=")):
                        yield Row(start, list(values))
                    lines.kept.clear()
                    start = reader.line_num + 1
            except csv.Error:
                self.faults.append(finding("table-quote", place=Place(self.file, start)))

    def place(self, row: int, column: int, header: str) -> Place:
        """The line, and the name of the column."""
        return Place(self.file, row, cell=header)


class _Lines:
    """The lines of a file, those of the row at hand kept, so that a quote left open is seen."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream, self.kept = stream, list[str]()

    def __iter__(self) -> Iterator[str]:
        for line in self.stream:
            self.kept.append(line)
            yield line

    def unclosed(self, delimiter: str, quote: str) -> bool:
        """Whether a cell of the row never ends: its lines hold an odd number of quotes.

        Within one line that may be inches (5"); not where one more line would still be of the row.
        """
        if sum(line.count(quote) for line in self.kept) % 2 == 0:
            return False
        return len(self.kept) > 1 or len(list(_reader([*self.kept, "\n"], delimiter, quote))) == 1


def _reader(lines: _Lines | list[str], delimiter: str, quote: str) -> csv._reader:  # type: ignore[name-defined]
    csv.field_size_limit(_LONGEST)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote)


def delimited(file: str, open_: Callable[[], IO[bytes]], suffix: str) -> Delimited | Finding:
    """The table in a file, or why there is none. `faults` has what is to be said of its encoding."""
    faults: list[Finding] = []
    with open_() as stream:
        encoding = _encoding(stream)
    if encoding is None:
        with open_() as stream:
            return finding("source-binary", place=Place(file), offset=_first_null(stream))
    if encoding == "cp1252":
        faults.append(finding("encoding-guessed", place=Place(file)))
    with open_() as stream:
        text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
        lines = (line for line in iter(lambda: text.readline(_LONGEST), "") if line.strip())
        sample = list(itertools.islice(lines, _SAMPLE))
    quote = '"'
    first = next(iter(sample), "")
    if first.count('"') == 0 and first.strip().startswith("'") and first.rstrip().endswith("'"):
        quote = "'"
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter = first.strip()[4]
    else:
        delimiter = max(DELIMITERS, key=lambda one: _fitness(sample, one, quote))
        if suffix == ".tsv" and _fitness(sample, "\t", quote) >= _fitness(sample, delimiter, quote):
            delimiter = "\t"
    return Delimited(file, open_, encoding, delimiter, quote, faults)


def is_delimited(text: str) -> bool:
    """Whether a text without a telling suffix is a table: its first row names at least two known columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return any(_named(_cells(first, delimiter)) >= 2 for delimiter in DELIMITERS)


def _fitness(sample: list[str], delimiter: str, quote: str) -> tuple[int, int, int]:
    """How well a delimiter fits: known column names found, rows as wide as most, width."""
    try:
        rows = [row for row in _reader(sample, delimiter, quote) if any(row)]
    except csv.Error:
        return 0, 0, 0
    widths = [len(row) for row in rows]
    common = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    named = max((_named(row) for row in rows[:10]), default=0)
    return named, widths.count(common) if common > 1 else 0, common


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip(" \"'\ufeff") for cell in line.split(delimiter)]


def _named(row: list[str]) -> int:
    if len(row) < 2:
        return 0
    return max(sum(headers.match(sheet.kind, cell) is not None for cell in row if cell) for sheet in sheets.SHEETS)


def _encoding(stream: IO[bytes]) -> str | None:
    """UTF-8 with or without a byte-order mark, UTF-16 with one, else Windows-1252; None where the bytes are no text."""
    start = stream.read(_CHUNK)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    chunk = start
    while chunk:
        if b"\0" in chunk:
            return None
        if encoding == "utf-8-sig":
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                encoding = "cp1252"
        chunk = stream.read(_CHUNK)
    if encoding == "utf-8-sig":
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return encoding


def _first_null(stream: IO[bytes]) -> int:
    offset = 0
    while chunk := stream.read(_CHUNK):
        if b"\0" in chunk:
            return offset + chunk.index(b"\0")
        offset += len(chunk)
    return offset
