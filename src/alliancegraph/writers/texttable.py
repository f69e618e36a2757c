"""Records -> CSV (RFC 4180): one table for records of all kinds, which the reader of tables reads back the same.

A row is a record; its kind stands in the first column. Contacts and projects stand in the row of the record they are
part of ("Kontakt 1 Telefon"). Only columns that hold something are there. The same records give the same text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from alliancegraph.records import Record, to_plain
from alliancegraph.records.cells import as_json, marked
from alliancegraph.records.headers import Match, header
from alliancegraph.records.sheets import BY_KIND, KINDS, OWNER, SHEETS
from alliancegraph.writers.rows import PARTS, cells, sound, spread

Row = dict[Match, str]

_MOST = 99  # parts that have columns of their own: headers number them with two digits
_SHORT = re.compile("[0-9]{1,4}|[0-9]{6,}")


def to_csv(records: Iterable[Record], language: str = "de") -> str:
    """Records as CSV, headed in `language`: comma, quotes where needed, CRLF.

    A cell that a spreadsheet program would run as a formula, or take for a number, begins with an apostrophe. Raises
    `RecordError` where a record has faults in form or two share an identifier.
    """
    rows = [_row(record, language) for record in sound(records)]
    heads = sorted({head for row in rows for head in row}, key=_position)
    # Kinds share the columns that have one name: a table has no two.
    named: dict[str, list[str]] = {}
    for head in heads:
        for found, texts in spread(head, [row.get(head, "") for row in rows]):
            column = named.setdefault(header(found, language), [""] * len(rows))
            column[:] = [text or above for text, above in zip(texts, column, strict=True)]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(named or [header(Match(KINDS), language)])
    writer.writerows([marked(text) for text in row] for row in zip(*named.values(), strict=True))
    return stream.getvalue()


def _row(record: Record, language: str) -> Row:
    """The cells of a record, by the columns that they are in."""
    plain = to_plain(record)
    kind = plain.pop("type")
    row = {Match(KINDS): kind}
    if of := plain.pop("of", None):
        row[next(Match(column) for column in BY_KIND[kind].columns if column.path == OWNER)] = of
    for name, part_kind in PARTS.items():
        # A part that names its owner itself, and one too many to number, is written with the whole list.
        if len(plain.get(name, ())) <= _MOST and not any("of" in part for part in plain.get(name, ())):
            for number, part in enumerate(plain.pop(name, ()), start=1):
                row |= _cells(part_kind, part, language, name, number)
    return row | _cells(kind, plain, language)


def _cells(kind: str, plain: dict[str, Any], language: str, part: str = "", number: int = 0) -> Row:
    found = {}
    for (column, tag), text in cells(kind, plain, language).items():
        # In a text table a German postcode that is too short is one that lost its 0.
        misread = column.form == "postcode" and _SHORT.fullmatch(text) and plain.get("country", "DE") == "DE"
        found[Match(column, tag, part, number)] = as_json(text) if misread else text
    return found


_ORDER = list(dict.fromkeys((KINDS, *(column for sheet in SHEETS for column in sheet.columns))))


def _position(head: Match) -> tuple[Any, ...]:
    """Kind, own columns, then those of contacts and of projects by number; texts in German first."""
    return head.part, head.number, _ORDER.index(head.column), head.language != "de", head.language
