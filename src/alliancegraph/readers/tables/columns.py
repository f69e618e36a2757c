"""The head of a table: which row it is, which kind of record the table holds, where each column goes."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from alliancegraph.errors import Finding, Place, SettingsError, finding
from alliancegraph.readers import charset
from alliancegraph.readers.tables.rows import Row, Table, as_text, letters
from alliancegraph.records import headers, sheets
from alliancegraph.records.headers import Match
from alliancegraph.records.nodes import syntax_fault

_SEARCHED = 10  # rows among which the head is sought: titles and dates may stand above it


@dataclass(frozen=True)
class Columns:
    """A mapping file's content: for a kind of record, or "" for all, the column that a header means; "" for none."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def meant(self, kind: str, header: str) -> str | None:
        """What the mapping file says of a header: a column's name, "" for a column to pass over, None for nothing."""
        for section in (kind, ""):
            if (target := self.names.get(section, {}).get(headers.plain(header))) is not None:
                return target
        return None


def load_columns(file: Path) -> Columns:
    """Reads a mapping file: `[columns]`, and `[alliances]`, `[contacts]`, `[projects]`, `[organisations]` for one kind.

    Raises `SettingsError` with every fault, and `OSError` where the file cannot be read.
    """
    read = charset.decode(file.read_bytes())
    text = read.text.replace("\r\n", "\n") if read else "\0"
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(str(file), int(line[1]) if line else text.count("\n") + 1)
        raise SettingsError([syntax_fault("TOML", place, str(error))]) from error
    faults: list[Finding] = []
    names: dict[str, dict[str, str]] = {}
    for section, columns in plain.items():
        kind = "" if section == "columns" else headers.kind_named(section)
        if kind is None or not isinstance(columns, dict):
            place = Place(str(file), _line(text, section))
            faults.append(finding("columns-section", place=place, value=section))
            continue
        for header, target in columns.items():
            resolved = _resolved(kind, target) if isinstance(target, str) else None
            if resolved is None:
                near = headers.nearest(kind or "alliance", str(target))
                place = Place(str(file), _line(text, header))
                faults.append(finding("columns-target", place=place, suggestion=near, header=header, value=target))
            else:
                names.setdefault(kind, {})[headers.plain(header)] = resolved
    if faults:
        raise SettingsError(faults)
    return Columns(names)


def _line(text: str, name: str) -> int:
    """The line of a section or header, which `tomllib` does not tell; 0 where it is written with escapes."""
    return next((number for number, line in enumerate(text.splitlines(), start=1) if name in line), 0)


def _resolved(kind: str, target: str) -> str | None:
    """A target as a header that `headers.match` knows: `name.en` is "name (en)"."""
    with_language = re.sub(r"\.([a-z]{2,3})$", r" (\1)", target)
    kinds = [kind] if kind else list(sheets.BY_KIND)
    options = [target, with_language]
    return "" if not target else next((o for o in options if any(headers.match(k, o) for k in kinds)), None)


class Use(NamedTuple):
    """A column of a table: its header, and where its cells go; nowhere with `ignored` where that is meant."""

    header: str
    found: Match | None
    ignored: bool = False


class Head:
    """The head row of a table."""

    def __init__(self, table: Table, row: Row, columns: Columns) -> None:
        self.table, self.row, self.columns = table, row, columns
        self.headers = [" ".join(as_text(value).split()) for value in row.values]
        self.kind = headers.kind_named(table.name) or headers.kind_of(self._meant(header) for header in self.headers)
        self._uses: dict[str, list[Use]] = {}
        self.notes: list[Finding] = []
        self._said: set[int] = set()
        self._padded: set[str] = set()

    def _meant(self, header: str) -> str:
        meant = (self.columns.meant(sheet.kind, header) for sheet in sheets.SHEETS)
        return next((one for one in meant if one), header)

    def place(self, column: int) -> Place:
        """Where a column's name stands."""
        return self.table.place(self.row.number, column, self.header(column))

    def header(self, column: int) -> str:
        """The name of a column, its letters where it has none."""
        named = self.headers[column] if column < len(self.headers) else ""
        return named or f"({letters(column)})"

    def use(self, kind: str, column: int) -> Use:
        """Where the cells of a column go in records of `kind`; says once that a column is not known."""
        if kind not in self._uses:
            self._uses[kind] = [self._use(kind, header) for header in self.headers]
        uses = self._uses[kind]
        use = uses[column] if column < len(uses) else Use(self.header(column), None)
        if use.found is None and not use.ignored and column not in self._said:
            self._said.add(column)
            near = headers.nearest(kind, use.header)
            self.notes.append(
                finding("column-unknown", place=self.place(column), suggestion=near, header=self.header(column))
            )
        return use

    def pad(self, place: Place, header: str, value: str) -> None:
        """Says once of a column that the leading 0 was added that a spreadsheet took."""
        if header not in self._padded:
            self._padded.add(header)
            self.notes.append(finding("cells-padded", place=place, header=header, value=value))

    def _use(self, kind: str, header: str) -> Use:
        meant = self.columns.meant(kind, header)
        if meant == "":
            return Use(header, None, ignored=True)
        return Use(header, headers.match(kind, meant or header))

    def unnamed(self) -> bool:
        """Whether no column is known: this is no table of records."""
        return not any(self._use(self.kind, header).found for header in self.headers if header)


def head_of(table: Table, rows: Iterator[Row], columns: Columns) -> tuple[Head, Iterator[Row]] | None:
    """The head of a table, and the rows below it; None for a table without rows.

    The head is the row among the first that names most columns; rows above it are noted.
    """
    filled = (row for row in rows if not row.is_empty())
    first = list(itertools.islice(filled, _SEARCHED))
    if not first:
        return None
    heads = [Head(table, row, columns) for row in first]
    best = max(heads, key=lambda head: sum(bool(h and head._use(head.kind, h).found) for h in head.headers))
    position = heads.index(best)
    for row in first[:position]:
        text = " ".join(as_text(value) for value in row.values if as_text(value).strip())
        best.notes.append(finding("table-preamble", place=table.place(row.number, 0, ""), text=text))
    return best, itertools.chain(first[position + 1 :], filled)
