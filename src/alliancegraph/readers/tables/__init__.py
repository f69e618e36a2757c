"""The reader of tables: CSV as a stream of rows; XLSX and ODS whole, since their sheets refer to each other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import IO, NamedTuple

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.sources import WORKBOOKS
from alliancegraph.readers.tables.columns import Columns, Head, head_of, load_columns
from alliancegraph.readers.tables.decoding import read
from alliancegraph.readers.tables.delimited import Delimited, delimited, is_delimited
from alliancegraph.readers.tables.drafts import Draft, draft
from alliancegraph.readers.tables.joining import alone, joined
from alliancegraph.readers.tables.rows import Row
from alliancegraph.readers.tables.workbook import SheetTable, workbook
from alliancegraph.records import Record, headers

__all__ = ["BATCH", "Batch", "Columns", "is_delimited", "load_columns", "read_table"]

BATCH = 250
"""Rows read at a time."""


class Batch(NamedTuple):
    """What some rows gave: as `readers.Document`, which it becomes."""

    records: tuple[Record, ...] = ()
    partial: tuple[Record, ...] = ()
    faults: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


def read_table(
    file: str, open_: Callable[[], IO[bytes]], suffix: str, columns: Columns | None = None
) -> Iterator[Batch]:
    """Reads a table in batches of rows. `open_` gives the source's bytes, anew each time it is called."""
    columns = columns or Columns()
    if suffix not in WORKBOOKS:
        table = delimited(file, open_, suffix)
        if isinstance(table, Finding):
            yield Batch(faults=(table,))
        else:
            yield from _text_table(table, columns)
        return
    with open_() as stream:
        found = workbook(file, stream.read())
    if isinstance(found, Finding):
        yield Batch(faults=(found,))
        return
    notes: list[Finding] = []
    drafts = joined(_drafts(found, columns, notes))
    first = next(drafts, None)
    if first is None:
        yield Batch(notes=tuple(notes), faults=(_empty(file),))
        return
    yield Batch(notes=tuple(notes))
    yield from _batches(itertools.chain([first], drafts))


def _text_table(table: Delimited, columns: Columns) -> Iterator[Batch]:
    headed = head_of(table, table.rows(), columns)
    if headed is None or headed[0].unnamed():
        wrong, _ = _sorted_out(table.faults)
        yield Batch(faults=wrong or (_empty(table.file) if headed is None else _unnamed(headed[0]),))
        return
    head, rows = headed
    drafts = (alone(made) for row in rows if (made := draft(head, row)))
    first = next(drafts, None)
    if first is None and not table.faults:
        yield Batch(faults=(_empty(table.file),))
    said = 0
    for batch in _batches(itertools.chain([first] if first else [], drafts)):
        noted, said = head.notes[said:], len(head.notes)
        faults, notes = _sorted_out(table.faults)
        yield batch._replace(notes=(*notes, *noted), faults=(*faults, *batch.faults))
    faults, notes = _sorted_out(table.faults)
    noted = head.notes[said:]
    if faults or notes or noted:
        yield Batch(faults=faults, notes=(*notes, *noted))


def _sorted_out(found: list[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Faults and notes of a table's text, each once: the list is emptied."""
    faults = tuple(one for one in found if one.code == "table-quote")
    notes = tuple(one for one in found if one.code != "table-quote")
    found.clear()
    return faults, notes


def _drafts(tables: Iterable[SheetTable], columns: Columns, notes: list[Finding]) -> Iterator[Draft]:
    for table in tables:
        if headers.is_helper(table.name):
            continue
        if table.hidden:
            notes.append(finding("sheet-hidden", place=Place(table.file, cell=table.name), name=table.name))
            continue
        headed = head_of(table, table.rows(), columns)
        if headed is None:
            continue
        head, rows = headed
        if head.unnamed():
            notes.append(finding("sheet-unknown", place=head.place(0), name=table.name))
            continue
        for row in rows:
            if made := draft(head, row):
                yield made
            notes += _merged(table, row)
        notes += head.notes


def _merged(table: SheetTable, row: Row) -> Iterator[Finding]:
    """A finding for every value of a row that stands for the rows below as well: they are read without it."""
    for column, value in enumerate(row.values):
        last = table.extent.merged.get((row.number, column + 1))
        if last is not None and value != "":
            yield finding("cells-merged", place=table.place(row.number, column, ""), first=row.number, last=last)


def _batches(drafts: Iterator[Draft]) -> Iterator[Batch]:
    while some := list(itertools.islice(drafts, BATCH)):
        results = [read(one) for one in some]
        yield Batch(
            records=tuple(one.record for one in results if one.record is not None),
            partial=tuple(one.partial for one in results if one.partial is not None),
            faults=tuple(fault for one in results for fault in one.faults),
        )


def _empty(file: str) -> Finding:
    return finding("table-empty", place=Place(file))


def _unnamed(head: Head) -> Finding:
    return finding("table-unnamed", place=head.place(0), headers=", ".join(h for h in head.headers if h)[:200])
